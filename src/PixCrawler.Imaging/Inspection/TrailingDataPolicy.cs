namespace PixCrawler.Imaging.Inspection;

/// <summary>What to do about bytes after an image's end marker that <see cref="InspectionLimits.MaxTrailingBytes"/> does not allow.</summary>
public enum TrailingDataPolicy
{
    /// <summary>Reject the image above the limit.</summary>
    Reject = 0,

    /// <summary>Keep the image however many bytes follow. Hidden archives, pages and programs are rejected all the same.</summary>
    Keep = 1,
}
