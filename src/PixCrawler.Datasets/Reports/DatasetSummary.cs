using PixCrawler.Contracts.Jobs;

namespace PixCrawler.Datasets.Reports;

/// <summary>A chunk that was given up.</summary>
/// <param name="Chunk">Its number, from 0.</param>
/// <param name="Cause">Why, for people.</param>
public sealed record FailedChunk(int Chunk, string Cause);

/// <summary>How a job ended, as it is told in <c>dataset.json</c> and <c>REPORT.md</c>.</summary>
public sealed record DatasetSummary
{
    /// <summary>The job.</summary>
    public required JobId JobId { get; init; }

    /// <summary>Where it stands; terminal as a rule.</summary>
    public required JobStatus Status { get; init; }

    /// <summary>The version of the program that wrote it.</summary>
    public required string ToolVersion { get; init; }

    /// <summary>What the job was to do. The dataset's name comes from here.</summary>
    public required JobSpecification Settings { get; init; }

    /// <summary>How many slots were planned.</summary>
    public required int PlannedSlots { get; init; }

    /// <summary>How the slots ended.</summary>
    public required Tally Tally { get; init; }

    /// <summary>How many images are there twice; null where nobody looked.</summary>
    public DuplicateCounts? Duplicates { get; init; }

    /// <summary>What lies in the images folder.</summary>
    public required DatasetFiles Files { get; init; }

    /// <summary>When the job was accepted.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Rows of the lists that held no URL.</summary>
    public long BadRows { get; init; }

    /// <summary>Worker restarts, over all workers.</summary>
    public int Restarts { get; init; }

    /// <summary>Chunks planned.</summary>
    public int Chunks { get; init; }

    /// <summary>Chunks given up after their restarts, by number.</summary>
    public IReadOnlyList<FailedChunk> FailedChunks { get; init; } = [];

    /// <summary>Why the job itself failed, where it did; what to do about it.</summary>
    public string? Problem { get; init; }

    /// <summary>What the operator can do about the surroundings the job met; null where nothing was wrong.</summary>
    public string? Advice { get; init; }
}
