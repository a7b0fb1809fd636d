namespace PixCrawler.Imaging.Inspection;

/// <summary>Accepted, or rejected with a stable reason and the measured figure. A bad image is a counted result and never an exception.</summary>
public readonly record struct ImageVerdict
{
    private ImageVerdict(string? reason, string? detail) => (Reason, Detail) = (reason, detail);

    /// <summary>The verdict of an image that passed every check.</summary>
    public static ImageVerdict Accepted => default;

    /// <summary>Whether the image passed.</summary>
    public bool IsAccepted => Reason is null;

    /// <summary>One of <see cref="RejectionReasons"/>, or null when accepted.</summary>
    public string? Reason { get; }

    /// <summary>What was measured, such as "20000 x 20000 = 400,000,000 pixels, limit 50,000,000", or null when accepted.</summary>
    public string? Detail { get; }

    /// <summary>A rejection.</summary>
    /// <param name="reason">One of <see cref="RejectionReasons"/>.</param>
    /// <param name="detail">What was measured, for people.</param>
    public static ImageVerdict Rejected(string reason, string detail) => new(reason, detail);
}
