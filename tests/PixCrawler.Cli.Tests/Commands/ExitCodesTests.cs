using PixCrawler.Cli.Commands;
using PixCrawler.Contracts.Jobs;

namespace PixCrawler.Cli.Tests.Commands;

public class ExitCodesTests
{
    [Theory]
    [InlineData(JobStatus.Completed, 0)]
    [InlineData(JobStatus.Partial, 2)]
    [InlineData(JobStatus.Failed, 3)]
    [InlineData(JobStatus.Cancelled, 130)]
    public void Of_ATerminalStatus_IsTheDocumentedCode(JobStatus status, int code) => ExitCodes.Of(status).ShouldBe(code);
}
