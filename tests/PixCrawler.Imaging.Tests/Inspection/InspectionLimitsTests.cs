using System.ComponentModel.DataAnnotations;
using PixCrawler.Imaging.Inspection;

namespace PixCrawler.Imaging.Tests.Inspection;

public sealed class InspectionLimitsTests
{
    [Fact]
    public void Validate_WhenDefault_Passes() => InspectionLimits.Default.Validate();

    [Fact]
    public void Validate_WhenAFigureIsJustOutsideItsRange_NamesIt()
    {
        var wrong = new (string Name, InspectionLimits Limits)[]
        {
            ("MinBytes", new() { MinBytes = 0 }),
            ("MaxBytes", new() { MaxBytes = (1 << 30) + 1 }),
            ("MinSidePixels", new() { MinSidePixels = 0 }),
            ("MaxSidePixels", new() { MaxSidePixels = 1_000_001 }),
            ("MaxPixels", new() { MaxPixels = 1_000_000_001 }),
            ("MaxFrames", new() { MaxFrames = 0 }),
            ("MaxScans", new() { MaxScans = 10_001 }),
            ("MaxDecodedBytes", new() { MaxDecodedBytes = 4_294_967_297 }),
            ("MaxMetadataChunkBytes", new() { MaxMetadataChunkBytes = 0 }),
            ("MaxMetadataBytes", new() { MaxMetadataBytes = 0 }),
            ("MaxMetadataChunks", new() { MaxMetadataChunks = 0 }),
            ("MaxTrailingBytes", new() { MaxTrailingBytes = -1 }),
            ("TrailingData", new() { TrailingData = (TrailingDataPolicy)9 }),
            ("MinBytes", new() { MinBytes = 10, MaxBytes = 9 }),
            ("MinSidePixels", new() { MinSidePixels = 10, MaxSidePixels = 9 }),
        };
        foreach (var (name, limits) in wrong)
            Should.Throw<ValidationException>(limits.Validate).Message.ShouldContain(name);
    }

    [Fact]
    public void Validate_WhenEveryFigureIsAtItsEnd_Passes()
    {
        new InspectionLimits { MaxBytes = 1 << 30, MaxSidePixels = 1_000_000, MaxPixels = 1_000_000_000, MaxFrames = 1_000_000, MaxDecodedBytes = 4_294_967_296, MaxTrailingBytes = 1 << 30 }.Validate();
        new InspectionLimits { MaxBytes = 1, MaxSidePixels = 1, MaxPixels = 1, MaxFrames = 1, MaxDecodedBytes = 1, MaxTrailingBytes = 0 }.Validate();
    }
}
