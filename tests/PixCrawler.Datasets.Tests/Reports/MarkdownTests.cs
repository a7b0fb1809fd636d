using PixCrawler.Datasets.Reports;

namespace PixCrawler.Datasets.Tests.Reports;

public sealed class MarkdownTests
{
    [Theory]
    [InlineData("plain text, 3.5 % (x) /data/cats.csv", "plain text, 3.5 % (x) /data/cats.csv")]
    [InlineData("a|b", "a\\|b")]
    [InlineData("<script>", "\\<script\\>")]
    [InlineData("[x](javascript:1)", "\\[x\\](javascript\\:1)")]
    [InlineData("http://evil.example www.evil.example a@b", "http\\://evil.example www\\.evil.example a\\@b")]
    [InlineData("one\ntwo\r\u2028three", "one two  three")]
    [InlineData("nul\0 esc\u001b[31m rtl\u202E", "nul\uFFFD esc\uFFFD\\[31m rtl\uFFFD")]
    [InlineData("`code` *b* _i_ #h &amp; $x$", "\\`code\\` \\*b\\* \\_i\\_ \\#h \\&amp; \\$x\\$")]
    [InlineData("😀", "😀")]
    public void Escape_LeavesTextThatIsOnlyText(string text, string escaped) => Markdown.Escape(text).ShouldBe(escaped);

    [Fact]
    public void Escape_WhenTooLong_CutsBehind200Characters()
    {
        Markdown.Escape(new string('a', 200)).ShouldBe(new string('a', 200));
        Markdown.Escape(new string('a', 201)).ShouldBe(new string('a', 200) + "…");
    }

    [Fact]
    public void Escape_WhenHalfASurrogateIsLeft_ReplacesIt() => Markdown.Escape("x\uD800y").ShouldBe("x\uFFFDy");
}
