using Akka.Event;

namespace PixCrawler.ActorEngine.Tests.Hosting;

/// <summary>What the embedded engine formats without Serilog; on Akka.NET only the logger knows names.</summary>
public sealed class NamedTemplateTests
{
    [Theory]
    [InlineData("job {JobId} has {Chunks} chunks", "job j1 has 3 chunks")]
    [InlineData("job {JobId} has {Chunks:000} {{chunks}}", "job j1 has 003 {chunks}")]
    [InlineData("too {Few} {Values} {Given}", "too j1 3 {Given}")]
    public void Template_Named_IsFormatted(string template, string expected) =>
        DefaultLogMessageFormatter.Instance.Format(template, "j1", 3).ShouldBe(expected);
}
