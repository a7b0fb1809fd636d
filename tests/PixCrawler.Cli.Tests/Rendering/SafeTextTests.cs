using PixCrawler.Cli.Rendering;

namespace PixCrawler.Cli.Tests.Rendering;

public class SafeTextTests
{
    [Theory]
    [InlineData("http://a/\u001b[2J\u001b]0;owned\u0007", "http://a/\\u{1B}[2J\\u{1B}]0;owned\\u{7}")]
    [InlineData("one\r\ntwo\ttab", "one\\u{D}\\u{A}two\\u{9}tab")]
    [InlineData("\u009b31m", "\\u{9B}31m")]
    [InlineData("a\u202Egpj.exe", "a\\u{202E}gpj.exe")]
    [InlineData("a\u2028b\u200Bc", "a\\u{2028}b\\u{200B}c")]
    [InlineData("Grün 日本 🐦", "Grün 日本 🐦")]
    public void Line_WithTextFromOutside_LeavesNothingThatActsOnATerminal(string text, string line) => SafeText.Line(text).ShouldBe(line);

    [Fact]
    public void Line_WithHalfASurrogatePair_ReplacesIt() => SafeText.Line("a\uD800b").ShouldBe("a\uFFFDb");

    [Fact]
    public void Line_WhenLong_IsCut() => SafeText.Line(new string('x', 10_000)).Length.ShouldBe(503);

    [Fact]
    public void Markup_WithBrackets_IsNoMarkup() => SafeText.Markup("[red]x[/]").ShouldBe("[[red]]x[[/]]");
}
