using System.Diagnostics.CodeAnalysis;
using PixCrawler.Imaging.Decoding.Vips;
using PixCrawler.Imaging.Workers;

namespace PixCrawler.Imaging.Decoding;

/// <summary>Creates the decoder that this machine has.</summary>
public static class ImageDecoders
{
    /// <summary>
    /// Creates a decoder on libvips, when it is installed. Out of process the first worker is started, so that what is missing is
    /// known at once; this takes about a tenth of a second.
    /// </summary>
    /// <param name="options">Options, checked here.</param>
    /// <param name="time">The clock for the decode timeouts.</param>
    /// <param name="decoder">The decoder; the caller disposes it.</param>
    /// <param name="whyNot">What is missing and how to install it.</param>
    /// <exception cref="System.ComponentModel.DataAnnotations.ValidationException">An option is out of its range.</exception>
    public static bool TryCreate(DecoderOptions options, TimeProvider time, [NotNullWhen(true)] out IImageDecoder? decoder, [NotNullWhen(false)] out string? whyNot)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        var library = options.LibraryPath ?? Environment.GetEnvironmentVariable(DecoderOptions.LibraryPathVariable);
        return options.Mode == DecodingMode.OutOfProcess
            ? TryCreateOutOfProcess(new WorkerLaunch(options.Workers, library), time, out decoder, out whyNot)
            : TryCreateInProcess(library, options, time, out decoder, out whyNot);
    }

    private static bool TryCreateOutOfProcess(WorkerLaunch launch, TimeProvider time, [NotNullWhen(true)] out IImageDecoder? decoder, [NotNullWhen(false)] out string? whyNot)
    {
        (decoder, whyNot) = (null, null);
        try
        {
            decoder = new WorkerPoolDecoder(launch, time);
            return true;
        }
        catch (WorkerStartException error)
        {
            whyNot = error.Message;
            return false;
        }
    }

    private static bool TryCreateInProcess(
        string? libraryPath, DecoderOptions options, TimeProvider time, [NotNullWhen(true)] out IImageDecoder? decoder, [NotNullWhen(false)] out string? whyNot)
    {
        decoder = VipsLibrary.TryLoad(libraryPath, out var library, out whyNot) ? new VipsDecoder(library, options, time) : null;
        return decoder is not null;
    }
}
