using PixCrawler.Datasets.Files;

namespace PixCrawler.Datasets.Tests.Files;

public sealed class ImageNameTests
{
    private const string Hash = "00ffaabbccddeeff00112233445566778899aabbccddeeff0011223344556677";

    [Theory]
    [InlineData("jpg")]
    [InlineData("png")]
    [InlineData("gif")]
    [InlineData("webp")]
    [InlineData("bmp")]
    [InlineData("tif")]
    [InlineData("avif")]
    [InlineData("heic")]
    [InlineData("ico")]
    public void Of_WhenBothAreOurs_IsTheShardAndTheName(string extension)
    {
        ImageName.Of(Hash, extension).ShouldBe($"00/{Hash}.{extension}");
        ImageName.IsOurs($"{Hash}.{extension}").ShouldBeTrue();
    }

    [Fact]
    public void Of_WhenTheHashIsHostile_Refuses()
    {
        foreach (var text in Hostile(new Random(20260301)).Take(10_000))
            Should.Throw<ArgumentException>(() => ImageName.Of(text, "jpg"), text);
    }

    [Fact]
    public void Of_WhenTheEndingIsHostile_Refuses()
    {
        foreach (var text in Hostile(new Random(20260302)).Append("JPG").Append("jpeg").Append("").Append(".jpg").Take(10_000))
            Should.Throw<ArgumentException>(() => ImageName.Of(Hash, text), text);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Thumbs.db")]
    [InlineData(Hash)]
    [InlineData(Hash + ".exe")]
    [InlineData(Hash + "xjpg")]
    public void IsOurs_WhenItIsAnotherName_SaysNo(string name) => ImageName.IsOurs(name).ShouldBeFalse();

    // Half of them are one edit away from a good hash, the other half are traversal, separators, devices and noise.
    private static IEnumerable<string> Hostile(Random random)
    {
        string[] parts =
            ["..", "/", "\\", ":", "\0", "\n", "%2e%2e", "CON", "~", "A", "G", "０", "é", "\u202E", " ", ".", "jpg", "|", "*", Hash];
        string[] spoilers = ["/", "\\", ".", "..", "\0", "A", "F", "g", " ", "\n", "０", "ａ", "%"];
        while (true)
        {
            var at = random.Next(Hash.Length);
            var spoiler = spoilers[random.Next(spoilers.Length)];
            yield return random.Next(3) switch
            {
                0 => Hash[..at] + spoiler + Hash[(at + 1)..],
                1 => Hash.Insert(at, spoiler),
                _ => Hash.Remove(at, 1),
            };
            yield return string.Concat(Enumerable.Range(0, random.Next(2, 12)).Select(_ => parts[random.Next(parts.Length)])) + "/";
        }
    }
}
