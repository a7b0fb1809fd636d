using PixCrawler.Imaging.Decoding;
using PixCrawler.Imaging.Formats;

namespace PixCrawler.Imaging.Tests.Decoding;

/// <summary>A test that needs libvips; where the machine has none it is reported with what to install.</summary>
public sealed class VipsFactAttribute : FactAttribute
{
    public VipsFactAttribute() => Skip = Vips.WhyNot;
}

/// <summary>A theory that needs libvips; where the machine has none it is reported with what to install.</summary>
public sealed class VipsTheoryAttribute : TheoryAttribute
{
    public VipsTheoryAttribute() => Skip = Vips.WhyNot;
}

internal static class Vips
{
    /// <summary>One decoder for all tests, as a host has one.</summary>
    private static readonly (IImageDecoder? Decoder, string? WhyNot) Loaded =
        ImageDecoders.TryCreate(new DecoderOptions { Mode = DecodingMode.InProcess, Threads = 2 }, TimeProvider.System, out var decoder, out var whyNot) ? (decoder, null) : (null, whyNot);

    public static IImageDecoder Decoder => Loaded.Decoder!;

    /// <summary>The same, for those that dispose what they get.</summary>
    public static IImageDecoder Lent => new LentDecoder(Decoder);

    public static string? WhyNot => Loaded.WhyNot;

    private sealed class LentDecoder(IImageDecoder decoder) : IImageDecoder
    {
        public string Description => decoder.Description;

        public bool CanDecode(ImageFormat format) => decoder.CanDecode(format);

        public Task<DecodeOutcome> DecodeAsync(ReadOnlyMemory<byte> bytes, DecodeRequest request, CancellationToken cancellationToken) =>
            decoder.DecodeAsync(bytes, request, cancellationToken);

        public void Dispose()
        {
        }
    }
}
