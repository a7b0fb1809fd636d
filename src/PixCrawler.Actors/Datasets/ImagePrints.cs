using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PixCrawler.Contracts.Chunks;
using PixCrawler.Contracts.Errors;
using PixCrawler.Domain.Duplicates;
using PixCrawler.Domain.Urls;

namespace PixCrawler.Actors.Datasets;

/// <summary>What is known of a kept image, in the few bytes that comparing it takes.</summary>
internal static class ImagePrints
{
    /// <param name="chunk">The chunk.</param>
    /// <param name="settlement">The account of a slot whose image was kept.</param>
    /// <param name="url">Its URL as the list has it; null where that is not known.</param>
    public static ImagePrint Of(int chunk, Settlement settlement, string? url)
    {
        var image = settlement.Image!;
        return new ImagePrint(new SlotPlace(chunk, settlement.Slot), ContentOf(image.Sha256), (long)image.WidthPixels * image.HeightPixels)
        {
            Look = LookOf(image),
            Url = url is null ? null : HashOf(Normalised(url)),
        };
    }

    /// <summary>The first 128 bits of a hash.</summary>
    public static UInt128 ContentOf(string sha256) =>
        UInt128.Parse(sha256.AsSpan(0, 32), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    private static PerceptualHash? LookOf(StoredImage image) =>
        image is { DifferenceHash: { } difference, FrequencyHash: { } frequency } ? new PerceptualHash(Parse(difference), Parse(frequency)) : null;

    private static ulong Parse(string hash) => ulong.Parse(hash, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    // What was kept was fetched, so its URL could be read; should it not be one, it is only equal to itself.
    private static string Normalised(string url)
    {
        try
        {
            return CrawlUrl.Parse(url).Uri.AbsoluteUri;
        }
        catch (InvalidInputException)
        {
            return url;
        }
    }

    private static ulong HashOf(string text)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(text), hash);
        return BinaryPrimitives.ReadUInt64BigEndian(hash);
    }
}
