using PixCrawler.Actors.Observability;

namespace PixCrawler.Actors.Tests.Observability;

/// <summary>What text from outside is made into before it is logged (failure-semantics D6).</summary>
public sealed class LogTextTests
{
    [Theory]
    [InlineData("plain text: nothing to hide", "plain text: nothing to hide")]
    [InlineData("at http://user:s3cret@host/a?token=s3cret&x=1 twice ftp://u:s3cret@h/", "at http://***@host/a?token=***&x=1 twice ftp://***@h/")]
    [InlineData("Authorization: Bearer s3cret", "Authorization: ***")]
    [InlineData("sent \"X-Api-Key\": s3cret\nnext line", "sent \"X-Api-Key: ***\nnext line")]
    [InlineData("Set-Cookie=session=s3cret; Path=/", "Set-Cookie: ***")]
    [InlineData("proxy-authorization : Basic s3cret", "proxy-authorization: ***")]
    public void Clean_OfTextWithSecrets_LeavesTheRest(string text, string expected) => LogText.Clean(text).ShouldBe(expected);

    [Theory]
    [InlineData(1024, 1024, "")]
    [InlineData(1025, 1024, "…(+1)")]
    [InlineData(10_000_000, 1024, "…(+9998976)")]
    public void Clean_OfLongText_CutsItAt1024AndSaysHowMuch(int length, int kept, string suffix) =>
        LogText.Clean(new string('a', length)).ShouldBe(new string('a', kept) + suffix);

    [Fact]
    public void Clean_WhenTheCutFallsIntoAPairOfSurrogates_KeepsNoHalf() =>
        LogText.Clean(new string('a', 1023) + "😀😀").ShouldBe(new string('a', 1023) + "…(+4)");

    [Fact]
    public void Clean_WhenASecretLiesAcrossTheCut_TakesItOutFirst() =>
        LogText.Clean(new string('a', 1000) + " http://h/?token=" + new string('s', 2000)).ShouldBe(new string('a', 1000) + " http://h/?token=***");

    [Theory]
    [InlineData("a\r\nb", "a\\u{D}\\u{A}b")]
    [InlineData("\u001b[2J", "\\u{1B}[2J")]
    [InlineData("\u009b2J\u0085\u2028\u2029\u202e", "\\u{9B}2J\\u{85}\\u{2028}\\u{2029}\\u{202E}")]
    [InlineData("größe 尺寸 😀", "größe 尺寸 😀")]
    public void Visible_OfWhatActs_WritesItOut(string text, string expected) => LogText.Visible(text).ShouldBe(expected);
}
