using PixCrawler.Contracts.Chunks;
using PixCrawler.Contracts.Jobs;

namespace PixCrawler.Contracts.Tests.Jobs;

public sealed class JobIdTests
{
    [Fact]
    public void TryParse_OfItsOwnText_GivesItBack()
    {
        var random = new Random(1);
        var bytes = new byte[16];
        for (var round = 0; round < 1_000; round++)
        {
            random.NextBytes(bytes);
            var id = new JobId(new Guid(bytes));

            JobId.TryParse(id.ToString(), out var read).ShouldBeTrue();
            read.ShouldBe(id);
            id.ToString().ShouldMatch("^[0-9a-f]{32}$");
        }
    }

    [Fact]
    public void TryParse_OfTheDashedForm_IsTheSameIdentity()
    {
        JobId.TryParse("00112233-4455-6677-8899-AABBCCDDEEFF", out var id).ShouldBeTrue();
        id.ToString().ShouldBe("00112233445566778899aabbccddeeff");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0011223344556677889aabbccddeeff")]
    [InlineData("00112233445566778899aabbccddeefg")]
    [InlineData("../../etc/passwd")]
    public void TryParse_OfAnythingElse_SaysNo(string? text)
    {
        JobId.TryParse(text, out var id).ShouldBeFalse();
        id.ShouldBe(default);
    }

    [Fact]
    public void ChunkId_InText_IsTheJobAndTheNumber() =>
        new ChunkId(new JobId(Guid.Empty), 12).ToString().ShouldBe("00000000000000000000000000000000-12");
}
