using System.Text.RegularExpressions;
using PixCrawler.Net.Tests.Support;

namespace PixCrawler.Net.Tests;

/// <summary>One way out, one pipeline around it (failure-semantics B1).</summary>
public sealed class ArchitectureTests
{
    [Theory]
    [InlineData(@"\b(SocketsHttpHandler|HttpClientHandler|HttpMessageInvoker|HttpClient|IHttpClientFactory|WebClient|HttpWebRequest|WebRequest)\b", "PixCrawler.Net/Http/GuardedHttp.cs")]
    [InlineData(@"\bResiliencePipeline(Builder|Registry)\b", "PixCrawler.Net/Resilience/ResiliencePipelines.cs")]
    [InlineData(@"\bnew Socket\(|\bnew TcpClient\b|\bDns\.", "PixCrawler.Net/Http/GuardedConnector.cs", "PixCrawler.Net/Http/IAddressResolver.cs")]
    public void Sources_WhenTheyReachOut_DoSoInOnePlace(string pattern, params string[] allowed) =>
        SourceTree.Files()
            .Where(file => !file.Path.StartsWith("PixCrawler.ImageFarm/", StringComparison.Ordinal))
            .Where(file => Regex.IsMatch(file.Text, pattern))
            .Select(file => file.Path)
            .Order()
            .ShouldBe(allowed);
}
