using System.Text.Encodings.Web;
using System.Text.Json;
using PixCrawler.Contracts.Serialization;

namespace PixCrawler.Domain.Serialization;

/// <summary>The manifests of snapshots.</summary>
public static class DomainManifests
{
    private static readonly DomainJsonContext Relaxed = new(new JsonSerializerOptions(DomainJsonContext.Default.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    /// <summary>Creates the table.</summary>
    /// <returns>A new table, to which others may be added.</returns>
    public static ManifestTable CreateTable() => new ManifestTable()
        .Add("job.snapshot.v1", Relaxed.JobState)
        .Add("chunk.snapshot.v1", Relaxed.ChunkState);
}
