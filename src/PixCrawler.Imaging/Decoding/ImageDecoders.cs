using System.Diagnostics.CodeAnalysis;
using PixCrawler.Imaging.Decoding.Vips;

namespace PixCrawler.Imaging.Decoding;

/// <summary>Creates the decoder that this machine has.</summary>
public static class ImageDecoders
{
    /// <summary>Creates a decoder on libvips, when it is installed.</summary>
    /// <param name="options">Options, checked here.</param>
    /// <param name="time">The clock for the decode timeouts.</param>
    /// <param name="decoder">The decoder; the caller disposes it.</param>
    /// <param name="whyNot">What is missing and how to install it.</param>
    /// <exception cref="System.ComponentModel.DataAnnotations.ValidationException">An option is out of its range.</exception>
    public static bool TryCreate(DecoderOptions options, TimeProvider time, [NotNullWhen(true)] out IImageDecoder? decoder, [NotNullWhen(false)] out string? whyNot)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        var path = options.LibraryPath ?? Environment.GetEnvironmentVariable(DecoderOptions.LibraryPathVariable);
        decoder = VipsLibrary.TryLoad(path, out var library, out whyNot) ? new VipsDecoder(library, options, time) : null;
        return decoder is not null;
    }
}
