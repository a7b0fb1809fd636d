using System.Text.RegularExpressions;
using PixCrawler.Net.Tests.Support;

namespace PixCrawler.Net.Tests;

/// <summary>One way out, one pipeline around it (failure-semantics B1); the command line's own service is not outside.</summary>
public sealed class ArchitectureTests
{
    [Theory]
    [InlineData(@"\b(SocketsHttpHandler|HttpClientHandler|HttpMessageInvoker|HttpClient|IHttpClientFactory|WebClient|HttpWebRequest|WebRequest)\b", "PixCrawler.Cli/Remote/ServiceClient.cs", "PixCrawler.Net/Http/GuardedHttp.cs")]
    [InlineData(@"\bResiliencePipeline(Builder|Registry)\b", "PixCrawler.Net/Resilience/Circuit.cs", "PixCrawler.Net/Resilience/Profile.cs")]
    [InlineData(@"\bnew Socket\(|\bnew TcpClient\b|\bDns\.", "PixCrawler.Net/Http/GuardedConnector.cs", "PixCrawler.Net/Http/IAddressResolver.cs")]
    [InlineData(@"RemoteCertificateValidationCallback|ServerCertificateCustomValidationCallback|RemoteCertificateChainErrors")]
    public void Sources_WhenTheyReachOut_DoSoInOnePlace(string pattern, params string[] allowed) =>
        SourceTree.Files()
            .Where(file => !file.Path.StartsWith("PixCrawler.ImageFarm/", StringComparison.Ordinal))
            .Where(file => Regex.IsMatch(file.Text, pattern))
            .Select(file => file.Path)
            .Order()
            .ShouldBe(allowed);

    /// <summary>A client library that retries by itself makes nine calls of three (B10); who brings one in switches that off there.</summary>
    [Theory]
    [InlineData(@"\bnew Amazon\w*Config\b|\bnew Amazon\w*Client\b", @"MaxErrorRetry = 0")]
    [InlineData(@"\b(BlobClientOptions|BlobServiceClient|BlobContainerClient)\b", @"Retry = \{ MaxRetries = 0|RetryPolicy = new RetryPolicy\(0\)|MaxRetries = 0")]
    [InlineData(@"\b(OpenAIClient|OpenAIClientOptions|AzureOpenAIClient|AnthropicClient)\b", @"new ClientRetryPolicy\(0\)|MaxRetries = 0")]
    [InlineData(@"\b(StorageClient|GoogleCredential)\b", @"RetryOptions\.Never")]
    [InlineData(@"\bNpgsqlDataSourceBuilder\b|\bUseNpgsql\b", @"^(?!.*EnableRetryOnFailure)")]
    [InlineData(@"\bAddStandardResilienceHandler\b|\bAddResilienceHandler\b|\bAddPolicyHandler\b|\bWaitAndRetry\w*\b", @"(?!)")]
    public void Sources_WhenTheyUseAClientLibraryThatRetries_SwitchThatOff(string uses, string switchedOff) =>
        SourceTree.Files()
            .Where(file => Regex.IsMatch(file.Text, uses) && !Regex.IsMatch(file.Text, switchedOff, RegexOptions.Singleline))
            .Select(file => file.Path)
            .ShouldBeEmpty();
}
