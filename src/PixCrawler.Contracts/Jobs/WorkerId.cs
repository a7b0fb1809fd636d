namespace PixCrawler.Contracts.Jobs;

/// <summary>The kinds of workers a job starts and, after an infrastructure failure, starts again.</summary>
public enum WorkerKind
{
    /// <summary>Reads one source and plans chunks from it.</summary>
    Discovery,

    /// <summary>Carries out one chunk.</summary>
    Chunk,

    /// <summary>Judges images.</summary>
    Validator,

    /// <summary>Writes the account of the whole dataset.</summary>
    Packaging,

    /// <summary>Finds images that are there twice, once all chunks are settled.</summary>
    Deduplication,

    /// <summary>Exports the dataset.</summary>
    Export,
}

/// <summary>One worker of a job.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Number">Which of its kind, from 0.</param>
public readonly record struct WorkerId(WorkerKind Kind, int Number) : IComparable<WorkerId>
{
    /// <inheritdoc/>
    public int CompareTo(WorkerId other) => (Kind, Number).CompareTo((other.Kind, other.Number));

    /// <summary>Orders by kind, then number.</summary>
    public static bool operator <(WorkerId left, WorkerId right) => left.CompareTo(right) < 0;

    /// <summary>Orders by kind, then number.</summary>
    public static bool operator >(WorkerId left, WorkerId right) => left.CompareTo(right) > 0;

    /// <summary>Orders by kind, then number.</summary>
    public static bool operator <=(WorkerId left, WorkerId right) => left.CompareTo(right) <= 0;

    /// <summary>Orders by kind, then number.</summary>
    public static bool operator >=(WorkerId left, WorkerId right) => left.CompareTo(right) >= 0;

    /// <summary>The worker's name in logs, reports and actor paths, for example <c>chunk-3</c>.</summary>
    public override string ToString() => $"{Kind.ToString().ToLowerInvariant()}-{Number}";
}
