using System.ComponentModel.DataAnnotations;
using PixCrawler.Imaging.Workers;

namespace PixCrawler.Imaging.Decoding;

/// <summary>How images are decoded.</summary>
public sealed record DecoderOptions
{
    /// <summary>The environment variable that names libvips when <see cref="LibraryPath"/> doesn't.</summary>
    public const string LibraryPathVariable = "PIXCRAWLER_LIBVIPS";

    /// <summary>Where. Default out of process.</summary>
    [EnumDataType(typeof(DecodingMode))]
    public DecodingMode Mode { get; init; } = DecodingMode.OutOfProcess;

    /// <summary>Full path of the libvips library. Default null: the environment variable <see cref="LibraryPathVariable"/>, then the system's libvips.so.42.</summary>
    public string? LibraryPath { get; init; }

    /// <summary>In process: dedicated decode threads. Default one per core but at most 4, range 1 to 64.</summary>
    [Range(1, 64)]
    public int Threads { get; init; } = Math.Clamp(Environment.ProcessorCount, 1, 4);

    /// <summary>In process: requests that may be queued or running; further ones wait before they enter. Default 64, range 1 to 10,000.</summary>
    [Range(1, 10_000)]
    public int MaxQueuedRequests { get; init; } = 64;

    /// <summary>Out of process: the workers.</summary>
    public WorkerPoolOptions Workers { get; init; } = new();

    /// <summary>Checks every figure against its range.</summary>
    /// <exception cref="ValidationException">A figure is out of its range; the message names it.</exception>
    public void Validate()
    {
        Validator.ValidateObject(this, new ValidationContext(this), validateAllProperties: true);
        Validator.ValidateObject(Workers, new ValidationContext(Workers), validateAllProperties: true);
    }
}
