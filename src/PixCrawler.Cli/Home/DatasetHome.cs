using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using PixCrawler.Actors.Hosting;
using PixCrawler.Contracts.Jobs;

namespace PixCrawler.Cli.Home;

/// <summary>Which job a dataset's folder belongs to.</summary>
/// <param name="Job">The job.</param>
/// <param name="Journal">What keeps it: <c>own</c> for the folder's own journal, the path of another SQLite file, or <c>postgresql</c>.</param>
internal sealed record JobNote(string Job, string Journal)
{
    public const string Own = "own";
    public const string PostgreSql = "postgresql";

    /// <summary>The job's identity.</summary>
    [JsonIgnore]
    public JobId JobId => JobId.TryParse(Job, out var id) ? id : throw new JsonException($"'{Job}' is no job");
}

/// <summary>
/// What the command line keeps in a dataset's folder beside the dataset: which job it is, the job's journal, who works on it, and
/// whether someone else wants it to be cancelled.
/// </summary>
internal sealed class DatasetHome(string output)
{
    private readonly string _folder = Path.Combine(output, ".pixcrawl");

    /// <summary>The dataset's folder, absolute.</summary>
    public string Output => output;

    /// <summary>Whether a job was begun here.</summary>
    public bool HasJob => File.Exists(NoteFile);

    /// <summary>The folder's own journal.</summary>
    public string JournalFile => Path.Combine(_folder, "journal.db");

    private string NoteFile => Path.Combine(_folder, "job.json");

    private string LockFile => Path.Combine(_folder, "lock");

    private string ProcessFile => Path.Combine(_folder, "process");

    private string CancelFile => Path.Combine(_folder, "cancel");

    /// <summary>Reads which job it is; null where none was begun.</summary>
    /// <exception cref="JsonException">The note is damaged.</exception>
    public JobNote? ReadNote() =>
        HasJob ? JsonSerializer.Deserialize(File.ReadAllBytes(NoteFile), HomeJsonContext.Default.JobNote) : null;

    /// <summary>Notes which job it is, before the job is submitted: a process that dies in between goes on with the same one.</summary>
    public void WriteNote(JobNote note)
    {
        Directory.CreateDirectory(_folder);
        var draft = NoteFile + ".new";
        File.WriteAllBytes(draft, JsonSerializer.SerializeToUtf8Bytes(note, HomeJsonContext.Default.JobNote));
        File.Move(draft, NoteFile, overwrite: true);
    }

    /// <summary>Forgets a job that was not accepted, and everything that was made for it.</summary>
    public void Forget()
    {
        foreach (var file in new[] { NoteFile, JournalFile, JournalFile + "-wal", JournalFile + "-shm", LockFile, ProcessFile })
            File.Delete(file);
        foreach (var folder in new[] { _folder, output })
        {
            if (Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).Any())
                Directory.Delete(folder);
        }
    }

    /// <summary>Where a job's events are kept.</summary>
    /// <param name="note">Which job it is.</param>
    /// <param name="given">What <c>--journal</c> says; null where it was left out.</param>
    public JournalOptions Journal(JobNote note, JournalOptions? given)
    {
        if (given is { Kind: JournalKind.PostgreSql })
            // Each dataset has a schema of its own, so that processes do not take up each other's jobs.
            given.Schema = $"pixcrawl_{note.Job[..16]}";
        return given ?? new JournalOptions { Kind = JournalKind.Sqlite, File = note.Journal == JobNote.Own ? JournalFile : note.Journal };
    }

    /// <summary>Keeps other processes off the folder until it is disposed of or the process ends; null where another has it.</summary>
    public IDisposable? TryLock()
    {
        Directory.CreateDirectory(_folder);
        try
        {
            var file = new FileStream(LockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            // In a file of its own: a locked one cannot be read.
            File.WriteAllText(ProcessFile, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return file;
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>The process that works on the dataset; null where none does.</summary>
    public int? Worker()
    {
        if (!File.Exists(LockFile))
            return null;
        try
        {
            // A lock that a dead process left behind can be taken.
            using var free = new FileStream(LockFile, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return null;
        }
        catch (IOException)
        {
            return File.Exists(ProcessFile) && int.TryParse(File.ReadAllText(ProcessFile), CultureInfo.InvariantCulture, out var process) ? process : 0;
        }
    }

    /// <summary>Asks the process that works on the dataset to cancel the job.</summary>
    public void AskToCancel() => File.WriteAllText(CancelFile, "");

    /// <summary>Whether someone asked to cancel the job; says so once.</summary>
    public bool TakeCancelRequest()
    {
        if (!File.Exists(CancelFile))
            return false;
        File.Delete(CancelFile);
        return true;
    }
}

/// <summary>How the note is written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(JobNote))]
internal sealed partial class HomeJsonContext : JsonSerializerContext;
