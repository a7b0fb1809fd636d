using System.Globalization;

namespace PixCrawler.Datasets.Files;

/// <summary>Where things lie in a dataset folder (docs/output.md). Every path in the product's output comes from here.</summary>
internal sealed record FolderLayout(string Root)
{
    public string Images => Path.Combine(Root, "images");

    public string Manifests => Path.Combine(Root, "manifest");

    public string BadRows => Path.Combine(Manifests, "bad-rows.jsonl");

    public string Document => Path.Combine(Root, "dataset.json");

    public string Report => Path.Combine(Root, "REPORT.md");

    public string Duplicates => Path.Combine(Root, "duplicates.jsonl");

    public string Quarantine => Path.Combine(Root, "quarantine");

    public string Private => Path.Combine(Root, ".pixcrawl");

    public string Plans => Path.Combine(Private, "plan");

    public string Temporary => Path.Combine(Private, "tmp");

    public string Rejects => Path.Combine(Private, "rejects");

    public string Plan(int chunk) => Path.Combine(Plans, ChunkFile(chunk));

    public string Manifest(int chunk) => Path.Combine(Manifests, ChunkFile(chunk));

    public string Shard(int shard) => Path.Combine(Images, shard.ToString("x2", CultureInfo.InvariantCulture));

    /// <summary>The chunks that have a manifest, in order.</summary>
    public IReadOnlyList<int> ManifestChunks()
    {
        var chunks = new List<int>();
        foreach (var file in Directory.EnumerateFiles(Manifests, "*.jsonl"))
        {
            if (int.TryParse(Path.GetFileNameWithoutExtension(file), NumberStyles.None, CultureInfo.InvariantCulture, out var chunk))
                chunks.Add(chunk);
        }

        chunks.Sort();
        return chunks;
    }

    /// <summary>The number of a chunk as it is written in names and lines: five digits or more.</summary>
    public static string ChunkName(int chunk)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(chunk);
        return chunk.ToString("D5", CultureInfo.InvariantCulture);
    }

    private static string ChunkFile(int chunk) => ChunkName(chunk) + ".jsonl";
}
