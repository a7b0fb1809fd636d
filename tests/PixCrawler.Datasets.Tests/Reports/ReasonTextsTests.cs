using PixCrawler.Datasets.Reports;

namespace PixCrawler.Datasets.Tests.Reports;

public sealed class ReasonTextsTests
{
    [Fact]
    public void For_WhenKnown_ExplainsInASentence()
    {
        foreach (var reason in ReasonTexts.KnownReasons)
        {
            var text = ReasonTexts.For(reason);
            text.Explanation.ShouldEndWith(".", Case.Sensitive, reason);
            text.Advice.ShouldEndWith(".", Case.Sensitive, reason);
        }
    }

    [Fact]
    public void For_WhenItIsAStatusWithoutItsOwnText_NamesTheStatus() =>
        ReasonTexts.For("http-418").Explanation.ShouldBe("The server answered with status 418.");

    [Fact]
    public void For_WhenUnknown_FallsBackToTheCode() => ReasonTexts.For("brand-new").Explanation.ShouldBe("brand-new");
}
