using System.ComponentModel.DataAnnotations;
using PixCrawler.Contracts.Jobs;

namespace PixCrawler.Service.Hosting;

/// <summary>Where the service keeps things. Clients name no paths: a job's lie under its identity.</summary>
internal sealed class DataFolder(string root)
{
    /// <summary>The folder itself, absolute.</summary>
    public string Root => root;

    /// <summary>The database of what is the service's own, where the journal is an SQLite file.</summary>
    public string Database => Path.Combine(root, "service.db");

    /// <summary>Where URL lists lie.</summary>
    public string Lists => Path.Combine(root, "lists");

    /// <summary>Where a job's dataset lies.</summary>
    public string Dataset(JobId jobId) => Path.Combine(root, "datasets", jobId.ToString());

    /// <summary>Where a job's list lies.</summary>
    public string List(JobId jobId, string extension) => Path.Combine(Lists, jobId + extension);

    /// <summary>Creates what is missing.</summary>
    /// <exception cref="ValidationException">It cannot be written to; the message says what to do.</exception>
    public void Create()
    {
        try
        {
            Directory.CreateDirectory(Lists);
            Directory.CreateDirectory(Path.Combine(root, "datasets"));
            Probe();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ValidationException($"Service:Data: '{root}' cannot be written to; name a folder this user may write to (--data). ({error.Message})", error);
        }
    }

    /// <summary>Writes and deletes a small file.</summary>
    public void Probe()
    {
        var probe = Path.Combine(Lists, $"probe-{Path.GetRandomFileName()}");
        File.WriteAllBytes(probe, "probe"u8);
        File.Delete(probe);
    }

    /// <summary>Text for strangers: paths inside the folder are nobody's business.</summary>
    public string? Hide(string? text) => text?.Replace(root, "DATA", StringComparison.Ordinal);
}
