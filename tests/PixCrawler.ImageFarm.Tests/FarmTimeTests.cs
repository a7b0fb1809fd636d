namespace PixCrawler.ImageFarm.Tests;

public class FarmTimeTests : FarmFixture
{
    private readonly ManualTime _time = new();

    protected override ImageFarmOptions Options => new() { TimeProvider = _time };

    [Fact]
    public async Task Slow_AnswersWhenItsTimeHasCome_AndNotBefore()
    {
        var slow = GetAsync("/slow/1000/gen/1/32x32.png");
        await _time.TimerSetAsync();
        _time.Advance(TimeSpan.FromMilliseconds(999));
        Farm.Log.InFlight.ShouldBe(1);

        _time.Advance(TimeSpan.FromMilliseconds(1));
        using var response = await slow;
        response.IsSuccessStatusCode.ShouldBeTrue();
        await Farm.Log.WhenIdleAsync(CancellationToken.None);
        (Farm.Log[0].EndedAt - Farm.Log[0].StartedAt).ShouldBe(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task Drip_SendsSoManyBytesPerPause()
    {
        using var response = await GetHeadersAsync("/drip/1000/9000/gen/1/32x32.bmp");
        await using var body = await response.Content.ReadAsStreamAsync();
        var buffer = new byte[4096];
        int total = 0;
        for (int pause = 1; pause <= 4; pause++)
        {
            await _time.TimerSetAsync();
            int expected = Math.Min(1000, 54 + 32 * 32 * 3 - total);
            (await body.ReadAtLeastAsync(buffer, expected)).ShouldBe(expected);
            total += expected;
            _time.Advance(TimeSpan.FromSeconds(9));
        }
        (await body.ReadAsync(buffer)).ShouldBe(0);
        (Farm.Log[0].EndedAt - Farm.Log[0].StartedAt).ShouldBe(TimeSpan.FromSeconds(36));
    }

    [Fact]
    public async Task RetryAfterDate_IsAheadOfTheFarmsClock()
    {
        using var response = await GetAsync("/retry-after-date/90/1/gen/1/32x32.png");
        response.Headers.RetryAfter!.Date.ShouldBe(_time.GetUtcNow().AddSeconds(90));
    }
}
