using PixCrawler.Contracts.Chunks;
using PixCrawler.Contracts.Jobs;
using PixCrawler.Domain.Supervision;

namespace PixCrawler.Domain.Tests.Supervision;

public sealed class RestartPolicyTests
{
    private static readonly DateTimeOffset FailedAt = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Default_IsThreeRestartsSixtySecondsApart() =>
        RestartPolicy.Default.ShouldBe(new RestartPolicy(3, TimeSpan.FromSeconds(60)));

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, true)]
    [InlineData(3, true)]
    [InlineData(4, false)]
    [InlineData(5, false)]
    public void NextRunAt_WhenInfrastructureFails_AllowsFourRunsInAll(int run, bool restarts) =>
        RestartPolicy.Default.NextRunAt(Cause(FailureKind.Infrastructure), run, FailedAt)
            .ShouldBe(restarts ? FailedAt.AddSeconds(60) : null);

    [Theory]
    [InlineData(FailureKind.Transient)]
    [InlineData(FailureKind.Permanent)]
    [InlineData(FailureKind.Unknown)]
    public void NextRunAt_WhenTheCauseIsOfAnotherKind_GivesUpAtOnce(FailureKind kind) =>
        RestartPolicy.Default.NextRunAt(Cause(kind), 1, FailedAt).ShouldBeNull();

    [Theory]
    [InlineData(0, 1, false)]
    [InlineData(1, 1, true)]
    [InlineData(1, 2, false)]
    [InlineData(10, 10, true)]
    [InlineData(10, 11, false)]
    public void NextRunAt_ForOtherLimits_KeepsThem(int maxRestarts, int run, bool restarts) =>
        new RestartPolicy(maxRestarts, TimeSpan.FromSeconds(5)).NextRunAt(Cause(FailureKind.Infrastructure), run, FailedAt)
            .ShouldBe(restarts ? FailedAt.AddSeconds(5) : null);

    private static FailureCause Cause(FailureKind kind) => new(kind, "reason", "Error", "message");
}
