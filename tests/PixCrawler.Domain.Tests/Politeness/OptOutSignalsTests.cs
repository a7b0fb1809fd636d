using PixCrawler.Domain.Politeness;

namespace PixCrawler.Domain.Tests.Politeness;

/// <summary>Opt-outs in headers, line by line; three of the forms are ones that a well-known downloader misreads.</summary>
public sealed class OptOutSignalsTests
{
    private static readonly DateTimeOffset Now = new(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("noai")]
    [InlineData("noimageai")]
    [InlineData("noindex")]
    [InlineData("noimageindex")]
    [InlineData("none")]
    [InlineData("  NoAI  ")]
    [InlineData("all, noai")]
    [InlineData("noai,noimageai")]
    [InlineData("noimageai, max-image-preview:large")]
    [InlineData("max-image-preview:large, noimageai")]
    [InlineData("max-snippet: -1, noai")]
    [InlineData("noai, unavailable_after: 25 Jun 2060 15:00:00 GMT")]
    [InlineData("unavailable_after: Friday, 25-Jun-2060 15:00:00 GMT, noai")]
    [InlineData("unavailable_after: 25 Jun 2010 15:00:00 GMT")]
    [InlineData("unavailable_after: Friday, 25-Jun-2010 15:00:00 GMT")]
    [InlineData("unavailable_after: Fri, 25 Jun 2010 15:00:00 GMT")]
    [InlineData("unavailable_after: 2010-06-25")]
    [InlineData("unavailable_after: 2010-06-25T15:00:00Z")]
    [InlineData("unavailable_after: 2010-06-25T15:00:00+02:00")]
    [InlineData("UNAVAILABLE_AFTER: 25 Jun 2010 15:00:00 GMT")]
    [InlineData("unavailable_after: 1 Jan 2030 12:00:00 GMT")]
    [InlineData("pixcrawler: noai")]
    [InlineData("PixCrawler : NoAI")]
    [InlineData("pixcrawler: noarchive, noai")]
    [InlineData("pixcrawler: unavailable_after: 25 Jun 2010 15:00:00 GMT")]
    [InlineData("*: noai")]
    [InlineData("otherbot: all, pixcrawler: noai")]
    public void InRobotsTag_WhenItOptsOut_IsARefusalWithTheLineAsEvidence(string line)
    {
        var refusal = OptOutSignals.InRobotsTag([line], "pixcrawler", Now).ShouldNotBeNull();
        refusal.Reason.ShouldBe("opt-out-header");
        refusal.Evidence.ShouldBe($"X-Robots-Tag: {line.Trim()}");
    }

    [Theory]
    [InlineData("")]
    [InlineData(",,")]
    [InlineData("all")]
    [InlineData("nofollow")]
    [InlineData("noarchive, nosnippet")]
    [InlineData("noaiplease")]
    [InlineData("otherbot: noai")]
    [InlineData("otherbot: noarchive, noai")]
    [InlineData("otherbot: unavailable_after: 25 Jun 2010 15:00:00 GMT")]
    [InlineData("pixcrawler2: noai")]
    [InlineData("max-image-preview:none")]
    [InlineData("unavailable_after: 25 Jun 2060 15:00:00 GMT")]
    [InlineData("unavailable_after: Friday, 25-Jun-2060 15:00:00 GMT")]
    [InlineData("unavailable_after: 1 Jan 2030 12:00:01 GMT")]
    [InlineData("unavailable_after: some day")]
    [InlineData("unavailable_after:")]
    public void InRobotsTag_WhenItDoesNotOptUsOut_IsNoRefusal(string line) =>
        OptOutSignals.InRobotsTag([line], "pixcrawler", Now).ShouldBeNull();

    [Fact]
    public void InRobotsTag_WhenThereAreSeveralLines_JudgesEachForItself()
    {
        OptOutSignals.InRobotsTag(["max-snippet:-1", "noai"], "pixcrawler", Now)!.Evidence.ShouldBe("X-Robots-Tag: noai");
        OptOutSignals.InRobotsTag(["otherbot: all", "noai"], "pixcrawler", Now).ShouldNotBeNull("a name counts for its own line");
        OptOutSignals.InRobotsTag([], "pixcrawler", Now).ShouldBeNull();
    }

    [Theory]
    [InlineData(true, "1")]
    [InlineData(true, " 1 ")]
    [InlineData(true, "0", "1")]
    [InlineData(true, "0, 1")]
    [InlineData(false, "0")]
    [InlineData(false, "yes")]
    [InlineData(false, "10")]
    [InlineData(false)]
    public void InTdmReservation_WhenThereIsAOneAnywhere_IsARefusal(bool refused, params string[] lines) =>
        (OptOutSignals.InTdmReservation(lines)?.Reason).ShouldBe(refused ? "opt-out-tdmrep" : null);

    [Theory]
    [InlineData(true, "train-ai=n")]
    [InlineData(true, "search=y, Train-AI = n")]
    [InlineData(true, "train-ai=n;x=1")]
    [InlineData(false, "train-ai=y")]
    [InlineData(false, "search=n")]
    [InlineData(false, "train-ai=no")]
    public void InContentUsage_WhenTrainingIsDenied_IsARefusal(bool refused, string line) =>
        (OptOutSignals.InContentUsage([line])?.Reason).ShouldBe(refused ? "opt-out-content-usage" : null);
}
