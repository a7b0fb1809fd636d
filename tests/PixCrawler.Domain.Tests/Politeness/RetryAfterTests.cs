using System.Globalization;
using PixCrawler.Domain.Politeness;

namespace PixCrawler.Domain.Tests.Politeness;

public sealed class RetryAfterTests
{
    private static readonly DateTimeOffset Now = new(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("120", 120)]
    [InlineData("0", 0)]
    [InlineData(" 7 ", 7)]
    [InlineData("2147483647", 2147483647)]
    [InlineData("Tue, 01 Jan 2030 12:00:30 GMT", 30)]
    [InlineData("Tuesday, 01-Jan-30 12:00:30 GMT", 30)]
    [InlineData("Tue Jan  1 12:00:30 2030", 30)]
    [InlineData("Tue, 01 Jan 2030 11:59:59 GMT", 0)]
    public void Read_WhenValueIsValid_GivesTheWait(string header, int seconds) =>
        RetryAfter.Read(header, null, Now).ShouldBe(TimeSpan.FromSeconds(seconds));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("+5")]
    [InlineData("1.5")]
    [InlineData("99999999999")]
    [InlineData("120, 60")]
    [InlineData("soon")]
    [InlineData("Wed, 01 Jan 2030 12:00:30 GMT")]
    public void Read_WhenValueIsInvalid_GivesNothing(string? header) => RetryAfter.Read(header, null, Now).ShouldBeNull();

    [Theory]
    [InlineData("2030-01-01T11:50:00Z", 630)]
    [InlineData("2030-01-01T12:00:29Z", 1)]
    [InlineData("1970-01-01T00:00:00Z", 30)]
    public void Read_WhenServerSaysItsTime_CountsFromThatIfItIsSane(string serverDate, int seconds) =>
        RetryAfter.Read("Tue, 01 Jan 2030 12:00:30 GMT", DateTimeOffset.Parse(serverDate, CultureInfo.InvariantCulture), Now)
            .ShouldBe(TimeSpan.FromSeconds(seconds));

    [Theory]
    [InlineData(1, 0, null, 2_000)]
    [InlineData(2, 0, null, 4_000)]
    [InlineData(3, 0, null, 4_000)]
    [InlineData(1, 0.5, null, 3_000)]
    [InlineData(1, 0.000_01, null, 2_001)]
    [InlineData(1, 0, 3, 3_000)]
    [InlineData(2, 0, 3, 4_000)]
    [InlineData(2, 1, 60, 60_000)]
    public void DelayAfter_WhenAttemptFailed_TakesTheLongerOfScheduleAndRetryAfter(int attempt, double jitter, int? retryAfterSeconds, int expectedMilliseconds) =>
        RetrySchedule.DelayAfter(
            [TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(4)], TimeSpan.FromSeconds(10), attempt, jitter,
            retryAfterSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null)
            .ShouldBe(TimeSpan.FromMilliseconds(expectedMilliseconds));

    [Fact]
    public void DelayAfter_WhenScheduleExceedsTheCap_StopsThere() =>
        RetrySchedule.DelayAfter([TimeSpan.FromSeconds(8)], TimeSpan.FromSeconds(10), 1, 0.5, null).ShouldBe(TimeSpan.FromSeconds(10));
}
