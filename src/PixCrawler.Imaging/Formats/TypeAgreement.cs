namespace PixCrawler.Imaging.Formats;

/// <summary>
/// What the Content-Type, the URL's extension and the bytes say about a file's type. The bytes decide; a disagreement is
/// recorded for the account and rejects nothing.
/// </summary>
/// <param name="Sniffed">What the bytes are.</param>
/// <param name="Declared">What the Content-Type says, <see cref="ImageFormat.Unknown"/> where it says nothing.</param>
/// <param name="Extension">What the URL's extension says, <see cref="ImageFormat.Unknown"/> where it says nothing.</param>
public readonly record struct TypeAgreement(ImageFormat Sniffed, ImageFormat Declared, ImageFormat Extension)
{
    /// <summary>Whether nobody who named a type contradicts the bytes.</summary>
    public bool Agrees => Fits(Declared) && Fits(Extension);

    /// <summary>A text for the account, such as "declared png, extension png, bytes jpeg", or null when all agree.</summary>
    public string? Disagreement => Agrees ? null : $"declared {Name(Declared)}, extension {Name(Extension)}, bytes {Name(Sniffed)}";

    /// <summary>Compares the three.</summary>
    /// <param name="sniffed">What the bytes are.</param>
    /// <param name="contentType">The Content-Type header, or null.</param>
    /// <param name="urlExtension">The extension of the URL's path, with or without its dot, or null.</param>
    public static TypeAgreement Compare(ImageFormat sniffed, string? contentType, string? urlExtension) =>
        new(sniffed, FormatExtensions.FromMediaType(contentType), FormatExtensions.FromExtension(urlExtension));

    private bool Fits(ImageFormat said) => said == ImageFormat.Unknown || said == Sniffed;

    private static string Name(ImageFormat format) => format == ImageFormat.Unknown ? "nothing" : format.ToString().ToLowerInvariant();
}
