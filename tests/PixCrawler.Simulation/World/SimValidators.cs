using System.Security.Cryptography;
using System.Text;
using PixCrawler.Actors.Validation;
using PixCrawler.Imaging.Formats;
using PixCrawler.Imaging.Inspection;
using PixCrawler.Imaging.Validation;
using PixCrawler.Simulation.Engine;

namespace PixCrawler.Simulation.World;

/// <summary>Judges images by what their text says; a poisonous one kills the process.</summary>
internal sealed class SimValidators(SimRandom chance, SimProcess process) : IImageValidatorFactory, IImageValidator
{
    public IImageValidator Create(ValidationRequest request) => this;

    public Task<ImageValidation> ValidateAsync(ReadOnlyMemory<byte> bytes, ValidationRequest request, CancellationToken cancellationToken)
    {
        var text = Encoding.UTF8.GetString(bytes.Span);
        return process.Answer(chance.Milliseconds(0, 200), () =>
        {
            // Checked before the actors look: an answer about bytes that changed meanwhile is about another image.
            if (!cancellationToken.IsCancellationRequested && Encoding.UTF8.GetString(bytes.Span) != text)
                throw new InvalidOperationException("the bytes changed while they were judged");
            if (text.StartsWith("poison:", StringComparison.Ordinal))
            {
                process.Loop.Trace.Line(process.Loop.Elapsed, process.Name, $"killed by {text}");
                process.Kill();
            }

            return text.StartsWith("broken:", StringComparison.Ordinal) ? throw new FormatException("the decoder stumbled") : Judge(text, request);
        });
    }

    public void Dispose()
    {
    }

    private static ImageValidation Judge(string text, ValidationRequest request) => new(
        text.StartsWith("image:", StringComparison.Ordinal) ? ImageVerdict.Accepted : ImageVerdict.Rejected(RejectionReasons.NotAnImage, "no image"),
        new ImageInspection
        {
            Verdict = ImageVerdict.Accepted,
            Format = ImageFormat.Png,
            Width = 4,
            Height = 3,
            FrameCount = 1,
        },
        TypeAgreement.Compare(ImageFormat.Png, request.DeclaredType, request.UrlExtension),
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))),
        Decoded: null);
}
