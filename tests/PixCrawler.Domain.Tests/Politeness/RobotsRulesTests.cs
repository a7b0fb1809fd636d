using System.Diagnostics;
using System.Text;
using PixCrawler.Domain.Politeness;

namespace PixCrawler.Domain.Tests.Politeness;

/// <summary>robots.txt by RFC 9309: groups, precedence, patterns, encodings, limits, and the leniency of large crawlers.</summary>
public sealed class RobotsRulesTests
{
    // Each row: the file with | for line ends, the path, and whether it is allowed to "pixcrawler".
    [Theory]
    [InlineData("", "/a", true)]
    [InlineData("User-agent: *|Disallow: /", "/a", false)]
    [InlineData("User-agent: *|Disallow:", "/a", true)]
    [InlineData("User-agent: *|Allow:|Disallow: /", "/a", false)]
    [InlineData("Disallow: /|User-agent: *|Disallow: /b", "/a", true)]
    [InlineData("User-agent: PixCrawler|Disallow: /", "/a", false)]
    [InlineData("USER-AGENT: pixCRAWLER|DISALLOW: /", "/a", false)]
    [InlineData("User-agent: pixcrawler/2.1 (+http://x)|Disallow: /", "/a", false)]
    [InlineData("User-agent: pixcrawler2|Disallow: /", "/a", false)]
    [InlineData("User-agent: pixcrawler-images|Disallow: /", "/a", true)]
    [InlineData("User-agent: pix|Disallow: /", "/a", true)]
    [InlineData("User-agent: other|Disallow: /", "/a", true)]
    [InlineData("User-agent: * anything|Disallow: /", "/a", false)]
    [InlineData("User-agent: *pixcrawler|Disallow: /", "/a", true)]
    [InlineData("User-agent: *|Disallow: /|User-agent: pixcrawler|Allow: /", "/a", true)]
    [InlineData("User-agent: *|Disallow: /|User-agent: pixcrawler", "/a", true)]
    [InlineData("User-agent: pixcrawler|Disallow: /a|User-agent: other|Disallow: /|User-agent: pixcrawler|Disallow: /b", "/b", false)]
    [InlineData("User-agent: pixcrawler|Disallow: /a|User-agent: other|Disallow: /|User-agent: pixcrawler|Disallow: /b", "/a", false)]
    [InlineData("User-agent: pixcrawler|Disallow: /a|User-agent: other|Disallow: /|User-agent: pixcrawler|Disallow: /b", "/c", true)]
    [InlineData("User-agent: other|User-agent: pixcrawler|Disallow: /", "/a", false)]
    [InlineData("User-agent: pixcrawler|Sitemap: http://x/s|User-agent: other|Disallow: /", "/a", false)]
    [InlineData("User-agent: pixcrawler||Unknown: x||Disallow: /", "/a", false)]
    [InlineData("User-agent: *|Disallow: /x|Sitemap: http://x/s|Disallow: /a", "/a", false)]
    [InlineData("User-agent: *|Disallow: /x/page.html|Allow: /x/", "/x/page.html", false)]
    [InlineData("User-agent: *|Allow: /x/page.html|Disallow: /x/", "/x/page.html", true)]
    [InlineData("User-agent: *|Allow: /x/page.html|Disallow: /x/", "/x/", false)]
    [InlineData("User-agent: *|Disallow: /x|Allow: /x", "/x", true)]
    [InlineData("User-agent: *|Disallow: |Allow: ", "/x", true)]
    [InlineData("User-agent: *|Disallow: /x/|Allow: /", "/x/y", false)]
    [InlineData("User-agent: *|Disallow: /*.jpg$", "/a/b.jpg", false)]
    [InlineData("User-agent: *|Disallow: /*.jpg$", "/a/b.jpg?w=1", true)]
    [InlineData("User-agent: *|Disallow: /*.jpg", "/a/b.jpg?w=1", false)]
    [InlineData("User-agent: *|Disallow: /$", "/", false)]
    [InlineData("User-agent: *|Disallow: /$", "/a", true)]
    [InlineData("User-agent: *|Disallow: /a*b*c", "/a-b-c-d", false)]
    [InlineData("User-agent: *|Disallow: /a*b*c", "/a-c-b", true)]
    [InlineData("User-agent: *|Disallow: /a*b$", "/ab/b", false)]
    [InlineData("User-agent: *|Disallow: /ab*b$", "/ab", true)]
    [InlineData("User-agent: *|Disallow: *", "/a", false)]
    [InlineData("User-agent: *|Disallow: *.gif", "/x.gif", false)]
    [InlineData("User-agent: *|Disallow: a", "/a", true)]
    [InlineData("User-agent: *|Disallow: /A", "/a", true)]
    [InlineData("User-agent: *|Disallow: /x$y", "/x$y", false)]
    [InlineData("User-agent: *|Disallow: /x%24", "/x$", false)]
    [InlineData("User-agent: *|Disallow: /x%2A", "/xyz", true)]
    [InlineData("User-agent: *|Disallow: /x%2a", "/x*z", false)]
    [InlineData("User-agent: *|Disallow: /foo/bar?q=1", "/foo/bar?q=1&r=2", false)]
    [InlineData("User-agent: *|Disallow: /%62%61%7A", "/baz", false)]
    [InlineData("User-agent: *|Disallow: /baz", "/%62%61%7A", false)]
    [InlineData("User-agent: *|Disallow: /a%2fb", "/a%2Fb", false)]
    [InlineData("User-agent: *|Disallow: /a%2fb", "/a/b", true)]
    [InlineData("User-agent: *|Disallow: /caf\u00e9/", "/caf%C3%A9/1", false)]
    [InlineData("User-agent: *|Disallow: /caf%c3%a9/", "/caf\u00e9/1", false)]
    [InlineData("User-agent: *|Disallow: /\u30c4", "/%E3%83%84", false)]
    [InlineData("User-agent: *|Disallow: /a%", "/a%", false)]
    [InlineData("User-agent: *|Disallow: /", "/robots.txt", true)]
    [InlineData("User-agent: *|Disallow: / # all of it", "/a", false)]
    [InlineData("# User-agent: *|Disallow: /", "/a", true)]
    [InlineData("user agent: *|disalow: /", "/a", false)]
    [InlineData("useragent: *|dissallow: /", "/a", false)]
    [InlineData("user-agent *|disallow /", "/a", false)]
    [InlineData("  User-agent  :  *  |\tDisallow\t:\t/\t", "/a", false)]
    [InlineData("<html><body>|<p>User-agent: *</p>|Disallow: /|</html>", "/a", true)]
    [InlineData(":|::|User-agent|Disallow|\u0000\u0001", "/a", true)]
    public void Judge_ByTheTable_AllowsOrRefuses(string file, string path, bool allowed)
    {
        foreach (var lineEnd in new[] { "\n", "\r\n", "\r" })
        {
            var rules = RobotsRules.Parse(Encoding.UTF8.GetBytes(file.Replace("|", lineEnd, StringComparison.Ordinal)), "pixcrawler");
            (rules.Judge(path) is null).ShouldBe(allowed, $"line end {(int)lineEnd[0]}");
        }
    }

    [Theory]
    [InlineData(new byte[] { 0xEF, 0xBB, 0xBF }, false)]
    [InlineData(new byte[] { 0xEF, 0xBB }, false)]
    [InlineData(new byte[] { 0xEF }, false)]
    [InlineData(new byte[] { (byte)'x', 0xEF, 0xBB, 0xBF }, true)]
    public void Parse_WhenThereIsAByteOrderMark_PassesItOverAtTheStartOnly(byte[] mark, bool allowed) =>
        (RobotsRules.Parse([.. mark, .. "User-agent: *\nDisallow: /\n"u8], "pixcrawler").Judge("/a") is null).ShouldBe(allowed);

    [Theory]
    [InlineData(499, false)]
    [InlineData(550, true)]
    public void Parse_WhenTheFileIsLong_ReadsFiveHundredKibibytes(int kibibytesBefore, bool allowed)
    {
        var filler = string.Concat(Enumerable.Repeat("Allow: /0123456789abcdef0123\n", (kibibytesBefore * 1024 / 29) + 1));
        var rules = RobotsRules.Parse(Encoding.ASCII.GetBytes($"User-agent: *\n{filler}Disallow: /late\n"), "pixcrawler");
        (rules.Judge("/late") is null).ShouldBe(allowed);
    }

    [Fact]
    public void Parse_WhenTheCutGoesThroughALine_DropsThatLine()
    {
        var head = "User-agent: *\n";
        var file = head + new string('#', RobotsParser.MaxBytes - head.Length - 12) + "\nDisallow: /private";
        RobotsRules.Parse(Encoding.ASCII.GetBytes(file), "pixcrawler").Judge("/p").ShouldBeNull("half a rule may forbid more than the whole");
        RobotsRules.Parse(Encoding.ASCII.GetBytes(file), "pixcrawler").Judge("/other").ShouldBeNull();
    }

    [Fact]
    public void Judge_WhenThePatternIsFullOfAsterisks_TakesNoLongerThanThePathIsLong()
    {
        var rules = RobotsRules.Parse(
            Encoding.ASCII.GetBytes($"User-agent: *\nDisallow: /{string.Concat(Enumerable.Repeat("a*", 1_000))}b$\n"), "pixcrawler");
        var path = "/" + new string('a', 2_000);
        rules.Judge(path).ShouldBeNull();
        var best = Enumerable.Range(0, 5).Min(_ =>
        {
            var begun = Stopwatch.GetTimestamp();
            rules.Judge(path);
            return Stopwatch.GetElapsedTime(begun);
        });
        best.ShouldBeLessThan(TimeSpan.FromMilliseconds(10));
    }

    [Theory]
    [InlineData("User-agent: *|Crawl-delay: 10", 10.0)]
    [InlineData("User-agent: *|Crawl-delay: 0.5", 0.5)]
    [InlineData("User-agent: *|Crawl-delay: soon", null)]
    [InlineData("User-agent: *|Crawl-delay: -1", null)]
    [InlineData("User-agent: other|Crawl-delay: 10", null)]
    [InlineData("User-agent: *|Crawl-delay: 5|Disallow:|User-agent: pixcrawler|Crawl-delay: 3|Disallow:", 3.0)]
    public void CrawlDelay_ByTheTable_IsRead(string file, double? seconds) =>
        (RobotsRules.Parse(Encoding.UTF8.GetBytes(file.Replace('|', '\n')), "pixcrawler").CrawlDelay?.TotalSeconds).ShouldBe(seconds);

    [Fact]
    public void Judge_WhenRefused_NamesTheRuleItsLineAndItsSource()
    {
        var refusal = RobotsRules.Parse("User-agent: *\nDisallow: /a # why\n"u8, "pixcrawler", "http://x/robots.txt").Judge("/a");
        refusal.ShouldBe(new Refusal("robots-disallowed", "http://x/robots.txt, line 2: Disallow: /a # why"));
        RobotsRules.ParseAiTxt("User-Agent: *\nDisallow: *.jpg\n"u8, "pixcrawler").Judge("/a.jpg")!.Reason.ShouldBe("opt-out-ai-txt");
    }

    [Theory]
    [InlineData("""[{"location":"/","tdm-reservation":1}]""", "/a", true)]
    [InlineData("""[{"location":"/a/*.jpg$","tdm-reservation":1}]""", "/a/b.jpg", true)]
    [InlineData("""[{"location":"/a/*.jpg$","tdm-reservation":1}]""", "/a/b.png", false)]
    [InlineData("""[{"location":"/","tdm-reservation":0},{"location":"/a","tdm-reservation":1}]""", "/a", true)]
    [InlineData("""[{"location":"/a","tdm-reservation":0},{"location":"/","tdm-reservation":1}]""", "/a", true)]
    [InlineData("""[{"location":"/","tdm-reservation":0}]""", "/a", false)]
    [InlineData("""[{"location":"a","tdm-reservation":"1"}]""", "/a", true)]
    [InlineData("""{"location":"/","tdm-reservation":1}""", "/a", false)]
    [InlineData("""[{"location":"/","tdm-reservation":1}""", "/a", false)]
    [InlineData("<html>", "/a", false)]
    [InlineData("", "/a", false)]
    public void TdmReservations_ByTheTable_Reserve(string json, string path, bool reserved) =>
        (TdmReservations.Parse(Encoding.UTF8.GetBytes(json)).Judge(path)?.Reason).ShouldBe(reserved ? "opt-out-tdmrep" : null);
}
