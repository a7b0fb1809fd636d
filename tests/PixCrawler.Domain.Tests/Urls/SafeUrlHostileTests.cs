using PixCrawler.Domain.Urls;

namespace PixCrawler.Domain.Tests.Urls;

public sealed class SafeUrlHostileTests
{
    [Theory]
    [InlineData("http://user:hunter2@a.example/x", "http://***@a.example/x")]
    [InlineData("//hunter2@a.example", "//***@a.example")]
    [InlineData("http://a@b:hunter2@a.example:81?x=1", "http://***@a.example:81?x=1")]
    [InlineData("https://a.example/x?w=1&X-Amz-Signature=hunter2&h=2", "https://a.example/x?w=1&X-Amz-Signature=***&h=2")]
    [InlineData("https://a.example/x?sig=hunter2", "https://a.example/x?sig=***")]
    [InlineData("https://a.example/x?%73ig=hunter2", "https://a.example/x?%73ig=***")]
    [InlineData("https://a.example/x?API_KEY=hunter2;w=1", "https://a.example/x?API_KEY=***;w=1")]
    [InlineData("https://a.example/x?token=hunter=2==", "https://a.example/x?token=***")]
    [InlineData("https://a.example/x?a=1?token=hunter2", "https://a.example/x?a=1?token=***")]
    [InlineData("https://a.example/#access_token=hunter2&x=1", "https://a.example/#access_token=***&x=1")]
    [InlineData("not a url ?password=hunter2", "not a url ?password=***")]
    public void Redact_WhenThereIsASecret_ReplacesItAndNothingElse(string url, string redacted)
    {
        SafeUrl.Redact(url).ShouldBe(redacted);
        SafeUrl.Redact(redacted).ShouldBe(redacted);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?")]
    [InlineData("#=")]
    [InlineData("http://")]
    [InlineData("http://a.example/@me/x?w=1&keyword=cat&=&&x#top")]
    [InlineData("http://a.example/x?next=http://b.example/")]
    public void Redact_WhenThereIsNone_GivesBackTheSameInstance(string url) =>
        SafeUrl.Redact(url).ShouldBeSameAs(url);

    [Fact]
    public void Redact_WhateverComes_NeverThrows()
    {
        var random = new Random(99);
        const string alphabet = "htp:/?#&;=@%s2eigtokn\0\u202E\uD800\\ ";
        for (var round = 0; round < 10_000; round++)
        {
            var url = string.Concat(Enumerable.Range(0, random.Next(40)).Select(_ => alphabet[random.Next(alphabet.Length)]));
            Should.NotThrow(() => SafeUrl.Redact(url));
        }
    }
}
