using System.ComponentModel.DataAnnotations;

namespace PixCrawler.Imaging.Workers;

/// <summary>The worker processes that decode images.</summary>
public sealed record WorkerPoolOptions
{
    /// <summary>Workers at once; each decodes one image at a time, and one is started only when all others are busy. Default one per core, range 1 to 256.</summary>
    [Range(1, 256)]
    public int MaxWorkers { get; init; } = Math.Clamp(Environment.ProcessorCount, 1, 256);

    /// <summary>
    /// Memory that one worker may allocate, in MiB; an image that wants more ends its worker. Default 1,024, range 128 to 65,536.
    /// Kept by the kernel (RLIMIT_DATA) on Linux; elsewhere it limits the managed heap only.
    /// </summary>
    [Range(128, 65_536)]
    public int MaxWorkerMemoryMebibytes { get; init; } = 1024;

    /// <summary>Images after which a worker is replaced by a new one, against slow leaks of native code. Default 5,000, range 1 to 1,000,000.</summary>
    [Range(1, 1_000_000)]
    public int MaxImagesPerWorker { get; init; } = 5000;

    /// <summary>Resident memory between two images above which a worker is replaced, in MiB. Default 512, range 64 to 65,536.</summary>
    [Range(64, 65_536)]
    public int RecycleAboveMebibytes { get; init; } = 512;

    /// <summary>How long a worker may take from its start until it is ready. Default 30 s, range 1 s to 5 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Full path of the worker's assembly. Default null: PixCrawler.Imaging.Worker.dll in the folder of the program.</summary>
    public string? WorkerAssembly { get; init; }
}
