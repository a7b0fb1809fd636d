using System.Buffers;

namespace PixCrawler.Datasets.Files;

/// <summary>
/// The names of image files: <c>aa/hash.ext</c>, from 64 hexadecimal digits and nine known endings. Nothing else passes, so that
/// nothing from outside ever becomes a path.
/// </summary>
internal static class ImageName
{
    private const int HashLength = 64;

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");
    private static readonly SearchValues<string> Extensions =
        SearchValues.Create(["jpg", "png", "gif", "webp", "bmp", "tif", "avif", "heic", "ico"], StringComparison.Ordinal);

    /// <summary>The number of the sub-folder an image lies in, 0 to 255.</summary>
    public static int Shard(string sha256) => Convert.ToInt32(sha256[..2], 16);

    /// <summary>The path below the images folder, with <c>/</c>.</summary>
    /// <exception cref="ArgumentException">The hash or the ending is not one of ours.</exception>
    public static string Of(string sha256, string extension)
    {
        ArgumentNullException.ThrowIfNull(sha256);
        ArgumentNullException.ThrowIfNull(extension);
        if (!IsHash(sha256))
            throw new ArgumentException("The hash must be 64 lower-case hexadecimal digits.", nameof(sha256));
        if (!Extensions.Contains(extension))
            throw new ArgumentException("The file ending must be one of the known image formats' endings.", nameof(extension));
        return $"{sha256[..2]}/{sha256}.{extension}";
    }

    /// <summary>Whether a file in the images folder bears a name that <see cref="Of"/> gave.</summary>
    public static bool IsOurs(string fileName) => fileName.Length > HashLength + 1
        && fileName[HashLength] == '.' && IsHash(fileName[..HashLength]) && Extensions.Contains(fileName[(HashLength + 1)..]);

    private static bool IsHash(string text) => text.Length == HashLength && !text.AsSpan().ContainsAnyExcept(HexDigits);
}
