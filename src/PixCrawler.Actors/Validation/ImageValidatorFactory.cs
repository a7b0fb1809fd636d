using System.Diagnostics.CodeAnalysis;
using PixCrawler.Actors.Hosting;
using PixCrawler.Contracts.Errors;
using PixCrawler.Imaging.Decoding;
using PixCrawler.Imaging.Formats;
using PixCrawler.Imaging.Validation;

namespace PixCrawler.Actors.Validation;

/// <summary>Makes what judges a job's images.</summary>
internal interface IImageValidatorFactory
{
    /// <summary>Makes a validator for requests like this one: of its level, with what it wants of the decoder.</summary>
    /// <exception cref="InvalidInputException">It needs a decoder that is not there; the message says what to install.</exception>
    IImageValidator Create(ValidationRequest request);
}

/// <summary>All jobs of the process share one decoder, so that its workers stay warm from job to job.</summary>
internal sealed class ImageValidatorFactory(PixCrawlerOptions options, TimeProvider time) : IImageValidatorFactory, IDisposable
{
    private readonly Lock _gate = new();
    private IImageDecoder? _decoder;

    public IImageValidator Create(ValidationRequest request) => new ImageValidator(
        new ImageValidatorOptions { HighestLevel = request.Level },
        request.NeedsDecoder ? new LentDecoder(Decoder()) : null);

    /// <summary>The process's decoder, for what can do without; null where libvips is missing. It is not the caller's to dispose of.</summary>
    public IImageDecoder? FindDecoder() => TryDecoder(out var decoder, out _) ? decoder : null;

    public void Dispose() => _decoder?.Dispose();

    private IImageDecoder Decoder() =>
        TryDecoder(out var decoder, out var whyNot) ? decoder : throw new InvalidInputException("decoder-missing", whyNot);

    private bool TryDecoder([NotNullWhen(true)] out IImageDecoder? decoder, [NotNullWhen(false)] out string? whyNot)
    {
        lock (_gate)
        {
            if (_decoder is null && !ImageDecoders.TryCreate(options.Decoding, time, out _decoder, out whyNot))
            {
                decoder = null;
                return false;
            }

            (decoder, whyNot) = (_decoder, null);
            return true;
        }
    }

    /// <summary>A validator owns its decoder and ends it; this one is the process's.</summary>
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
