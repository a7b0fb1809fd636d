using System.Net.Sockets;
using System.Text;

namespace PixCrawler.ImageFarm.Tests;

public class FaultsTests : FarmFixture
{
    [Fact]
    public async Task Fail_FirstRequestsOfTheUrlOnly_Give503() =>
        (await StatusesAsync("/fail/2/then/gen/1/32x32.png", 4)).ShouldBe([503, 503, 200, 200]);

    [Fact]
    public async Task Fail_CountsEachFullUrlByItself()
    {
        (await StatusesAsync("/fail/1/then/gen/1/32x32.png?a", 2)).ShouldBe([503, 200]);
        (await StatusesAsync("/fail/1/then/gen/1/32x32.png?b", 2)).ShouldBe([503, 200]);
    }

    [Fact]
    public async Task Fail_ThenAnotherBehaviour_GoesOnWithIt() =>
        (await StatusesAsync("/failcode/429/1/then/redirect/307/to/gen/1/32x32.png", 2)).ShouldBe([429, 307]);

    [Theory]
    [InlineData("1")]
    [InlineData("-5")]
    [InlineData("soon")]
    [InlineData("2147483647")]
    public async Task RetryAfter_IsSentAsItIsWritten(string value)
    {
        string path = $"/retry-after/{value}/1/gen/1/32x32.png";
        using var first = await GetAsync(path);
        ((int)first.StatusCode).ShouldBe(503);
        first.Headers.NonValidated["Retry-After"].ToString().ShouldBe(value);
        (await StatusesAsync(path, 1)).ShouldBe([200]);
    }

    [Fact]
    public async Task LengthShort_SendsHalfAndEndsInGoodOrder()
    {
        byte[] image = await GetBytesAsync("/gen/1/64x48.bmp");
        var (answer, error) = await ReadRawAsync("/length/short/gen/1/64x48.bmp");
        error.ShouldBeNull();
        answer.ShouldContain($"Content-Length: {image.Length}\r\n");
        BodyOf(answer).Length.ShouldBe(image.Length / 2);
    }

    [Fact]
    public async Task LengthLong_SendsMoreThanItSays()
    {
        byte[] image = await GetBytesAsync("/gen/1/64x48.bmp");
        var (answer, error) = await ReadRawAsync("/length/long/gen/1/64x48.bmp");
        error.ShouldBeNull();
        answer.ShouldContain($"Content-Length: {image.Length / 2}\r\n");
        BodyOf(answer).Length.ShouldBe(image.Length);
        (await GetBytesAsync("/length/long/gen/1/64x48.bmp")).ShouldBe(image[..(image.Length / 2)]);
    }

    [Fact]
    public async Task LengthHuge_SaysTenGibibytes()
    {
        using var response = await GetHeadersAsync("/length/huge");
        response.Content.Headers.ContentLength.ShouldBe(10L << 30);
    }

    [Fact]
    public async Task CutMidBody_SendsTheShareAndResets()
    {
        byte[] image = await GetBytesAsync("/gen/1/64x48.bmp");
        var (answer, error) = await ReadRawAsync("/cut/25/gen/1/64x48.bmp");
        error.ShouldBe(SocketError.ConnectionReset);
        BodyOf(answer).Length.ShouldBe(image.Length / 4);
    }

    [Fact]
    public async Task CutBeforeHeaders_SendsNothingAndResets()
    {
        var (answer, error) = await ReadRawAsync("/cut-before-headers");
        error.ShouldBe(SocketError.ConnectionReset);
        answer.ShouldBeEmpty();
    }

    [Fact]
    public async Task CutThenOk_IsWholeAtTheSecondRequest()
    {
        await Should.ThrowAsync<HttpRequestException>(() => GetAsync("/cut-then-ok/1/gen/1/64x48.bmp"));
        (await GetBytesAsync("/cut-then-ok/1/gen/1/64x48.bmp")).ShouldBe(await GetBytesAsync("/gen/1/64x48.bmp"));
        Farm.Log[0].Aborted.ShouldBeTrue();
        Farm.Log[1].Aborted.ShouldBeFalse();
    }

    [Fact]
    public async Task Endless_GoesOnBeyondAnyLimit_AndEndsWithTheClient()
    {
        using (var response = await GetHeadersAsync("/endless"))
        {
            response.Headers.TransferEncodingChunked.ShouldBe(true);
            await using var body = await response.Content.ReadAsStreamAsync();
            await body.ReadExactlyAsync(new byte[24 << 20]);
        }
        await Farm.Log.WhenIdleAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(5));
        Farm.Log[0].Aborted.ShouldBeTrue();
        Farm.Log[0].BytesSent.ShouldBeGreaterThan(20 << 20);
    }

    private static byte[] BodyOf(string answer) =>
        Encoding.Latin1.GetBytes(answer[(answer.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..]);
}
