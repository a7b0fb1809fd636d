using PixCrawler.Contracts.Jobs;

namespace PixCrawler.Contracts.Tests.Jobs;

public sealed class JobStatusTests
{
    [Theory]
    [InlineData(JobStatus.Pending, false)]
    [InlineData(JobStatus.Running, false)]
    [InlineData(JobStatus.Completed, true)]
    [InlineData(JobStatus.Partial, true)]
    [InlineData(JobStatus.Failed, true)]
    [InlineData(JobStatus.Cancelled, true)]
    public void IsTerminal_IsTrueForEveryEnd(JobStatus status, bool terminal) => status.IsTerminal().ShouldBe(terminal);

    [Fact]
    public void IsTerminal_IsDecidedForEveryStatus() => Enum.GetValues<JobStatus>().Length.ShouldBe(6);
}
