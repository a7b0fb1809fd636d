using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using PixCrawler.Contracts.Errors;
using PixCrawler.Datasets.Files;

namespace PixCrawler.Datasets.Exports;

/// <summary>What an output folder is for; written before anything else.</summary>
/// <param name="Fingerprint">A hash of the options.</param>
internal sealed record ExportMarker(string Fingerprint);

/// <summary>That an archive is written and checked.</summary>
/// <param name="Inputs">A hash of everything it was made of.</param>
/// <param name="Sha256">Its own hash.</param>
/// <param name="Bytes">Its size.</param>
internal sealed record WrittenArchive(string Inputs, string Sha256, long Bytes);

/// <summary>
/// The private folder <c>.pixcrawl-export</c> inside an output folder: which export it is, what is done, and files in the making. It
/// makes a second run go on where the first was stopped, and keeps two different exports from being mixed.
/// </summary>
internal sealed class WorkFolder
{
    private const string Name = ".pixcrawl-export";

    private readonly string _private;

    private WorkFolder(string output)
    {
        Output = output;
        _private = Path.Combine(output, Name);
        Directory.CreateDirectory(Temporary);
        Files = new AtomicFiles(Temporary, flush: false);
    }

    public string Output { get; }

    public AtomicFiles Files { get; }

    public string Temporary => Path.Combine(_private, "tmp");

    public string Index => Path.Combine(Temporary, "index");

    /// <summary>The checksums of the last whole export; what it lists and the next does not is deleted.</summary>
    public string PreviousSums => Path.Combine(Output, Archives.ChecksumFile.Name);

    /// <exception cref="InvalidInputException">The folder holds something else.</exception>
    public static WorkFolder Open(string outputFolder, string fingerprint)
    {
        var output = Path.GetFullPath(outputFolder);
        var marker = Path.Combine(output, Name, "export.json");
        if (File.Exists(output))
            throw new InvalidInputException("export-folder-is-file", $"'{output}' is a file. Name a folder to export to.");
        var known = Read(marker, DatasetJsonContext.Default.ExportMarker);
        if (known is null && Directory.Exists(output) && Directory.EnumerateFileSystemEntries(output).Any(entry => Path.GetFileName(entry) != Name))
        {
            throw new InvalidInputException(
                "export-folder-not-empty", $"'{output}' is not empty. Name a new or an empty folder, or move away what is in it.");
        }

        if (known is not null && known.Fingerprint != fingerprint)
        {
            throw new InvalidInputException(
                "export-folder-differs", $"'{output}' holds an export with other options. Name another folder, or delete that export.");
        }

        var folder = new WorkFolder(output);
        folder.Clean();
        folder.Files.Write(marker, JsonSerializer.SerializeToUtf8Bytes(new ExportMarker(fingerprint), DatasetJsonContext.Default.ExportMarker));
        return folder;
    }

    /// <summary>An archive that an earlier run wrote of the same inputs and that is still what it was; null otherwise.</summary>
    public WrittenArchive? Whole(string archive, string inputs)
    {
        var file = new FileInfo(Path.Combine(Output, archive));
        var done = Read(DoneFile(archive), DatasetJsonContext.Default.WrittenArchive);
        return done?.Inputs == inputs && file.Exists && file.Length == done.Bytes && HashOf(file.FullName) == done.Sha256 ? done : null;
    }

    /// <summary>Gives a finished archive its name.</summary>
    /// <param name="path">Where it was made.</param>
    /// <param name="archive">Its name.</param>
    /// <param name="inputs">A hash of what it was made of.</param>
    /// <param name="isComplete">Whether nothing was left out that a later run may find; if not, it will be made anew.</param>
    public WrittenArchive Publish(string path, string archive, string inputs, bool isComplete)
    {
        var written = new WrittenArchive(isComplete ? inputs : "", HashOf(path), new FileInfo(path).Length);
        File.Move(path, Path.Combine(Output, archive), overwrite: true);
        Files.Write(DoneFile(archive), JsonSerializer.SerializeToUtf8Bytes(written, DatasetJsonContext.Default.WrittenArchive));
        return written;
    }

    /// <summary>Archives that an earlier run wrote and this one did not.</summary>
    public void DeleteOtherArchives(IReadOnlyCollection<string> current)
    {
        foreach (var done in Directory.EnumerateFiles(_private, "*.done"))
        {
            var archive = Path.GetFileNameWithoutExtension(done);
            if (current.Contains(archive))
                continue;
            File.Delete(Path.Combine(Output, archive));
            File.Delete(done);
        }
    }

    /// <summary>Deletes what is in the making.</summary>
    public void Clean()
    {
        if (Directory.Exists(Temporary))
            Directory.Delete(Temporary, recursive: true);
        Directory.CreateDirectory(Temporary);
    }

    private string DoneFile(string archive) => Path.Combine(_private, archive + ".done");

    private static string HashOf(string path)
    {
        using var content = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(content));
    }

    private static T? Read<T>(string path, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize(File.ReadAllBytes(path), type) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
