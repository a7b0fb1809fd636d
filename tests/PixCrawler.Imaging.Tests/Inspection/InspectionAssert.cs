using PixCrawler.Imaging.Formats;
using PixCrawler.Imaging.Inspection;

namespace PixCrawler.Imaging.Tests.Inspection;

internal static class InspectionAssert
{
    public static ImageInspection Inspect(byte[] bytes, InspectionLimits? limits = null) => ImageInspector.Inspect(bytes, limits ?? InspectionLimits.Default);

    public static ImageInspection ShouldBeAccepted(this byte[] bytes, ImageFormat format, int width, int height, int frames = 1, InspectionLimits? limits = null)
    {
        var inspection = Inspect(bytes, limits);
        inspection.Verdict.ShouldBe(ImageVerdict.Accepted);
        (inspection.Format, inspection.Width, inspection.Height, inspection.FrameCount).ShouldBe((format, width, height, frames));
        inspection.IsComplete.ShouldBeTrue();
        return inspection;
    }

    public static ImageInspection ShouldBeRejected(this byte[] bytes, string reason, InspectionLimits? limits = null)
    {
        var inspection = Inspect(bytes, limits);
        inspection.Verdict.Reason.ShouldBe(reason, inspection.Verdict.Detail);
        inspection.Verdict.Detail.ShouldNotBeNullOrWhiteSpace();
        return inspection;
    }

    /// <summary>Cut anywhere, no part of a whole file may pass as a whole file.</summary>
    public static void ShouldBeRejectedWhenCutAtEverySixteenth(this byte[] whole)
    {
        for (var part = 0; part < 16; part++)
            Inspect(whole[..(whole.Length * part / 16)]).Verdict.IsAccepted.ShouldBeFalse($"cut at {part}/16 of {whole.Length} bytes");
        Inspect(whole[..^1]).Verdict.IsAccepted.ShouldBeFalse("cut by one byte");
    }
}
