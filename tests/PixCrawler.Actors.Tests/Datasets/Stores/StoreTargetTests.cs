using PixCrawler.Actors.Datasets.Stores;
using PixCrawler.Contracts.Errors;

namespace PixCrawler.Actors.Tests.Datasets.Stores;

/// <summary>D6: a target says where, never who; whatever somebody puts into it is not repeated.</summary>
public sealed class StoreTargetTests
{
    [Theory]
    [InlineData("s3://bucket", true, "bucket", "", null, null)]
    [InlineData("S3://bucket/a/b/", true, "bucket", "a/b/", null, null)]
    [InlineData("s3://bucket/a?endpoint=http%3A%2F%2F10.1.2.3%3A9000&region=eu-west-1", true, "bucket", "a/", "http://10.1.2.3:9000/", "eu-west-1")]
    [InlineData("azure://container/x?endpoint=http://127.0.0.1:10000/account", false, "container", "x/", "http://127.0.0.1:10000/account", null)]
    public void Parse_OfATarget_TakesItApart(string target, bool isS3, string container, string prefix, string? endpoint, string? region)
    {
        StoreTarget.IsStore(target).ShouldBeTrue();
        StoreTarget.Parse(target).ShouldBe(new StoreTarget(isS3, container, prefix, endpoint is null ? null : new Uri(endpoint), region));
    }

    [Theory]
    [InlineData("s3://")]
    [InlineData("s3:///prefix")]
    [InlineData("s3://AKIASECRET:hunter2@bucket/x")]
    [InlineData("s3://bucket?X-Amz-Signature=hunter2")]
    [InlineData("s3://bucket?endpoint=ftp://x")]
    [InlineData("s3://bucket?endpoint=https://me:hunter2@x")]
    [InlineData("s3://bucket?endpoint=https://x/?sig=hunter2")]
    [InlineData("s3://bucket?region=a&region=b")]
    public void Parse_OfWhatIsNone_SaysWhatToWriteAndRepeatsNothing(string target) =>
        Should.Throw<InvalidInputException>(() => StoreTarget.Parse(target)).Message.ShouldSatisfyAllConditions(
            message => message.ShouldNotContain("hunter2"), message => message.ShouldNotContain("AKIASECRET"));

    [Theory]
    [InlineData("/data/exports")]
    [InlineData("s3")]
    [InlineData(null)]
    public void IsStore_OfAFolder_IsFalse(string? target) => StoreTarget.IsStore(target).ShouldBeFalse();

    [Fact]
    public void AzureAccount_OfAConnectionString_IsRead()
    {
        AzureAccount.Parse("DefaultEndpointsProtocol=https;AccountName=me;AccountKey=a2V5==;EndpointSuffix=core.windows.net")
            .ShouldBe(new AzureAccount("me", "a2V5==", new Uri("https://me.blob.core.windows.net/")));
        AzureAccount.Parse("AccountName=me;AccountKey=a;BlobEndpoint=http://127.0.0.1:10000/me")!.Endpoint!.Port.ShouldBe(10000);
        AzureAccount.Parse("SharedAccessSignature=sv=1&sig=hunter2").ShouldBeNull();
        AzureAccount.Parse(null).ShouldBeNull();
    }

    [Fact]
    public void FromEnvironment_ReadsTheUsualVariables()
    {
        var variables = new Dictionary<string, string>
        {
            ["AWS_ACCESS_KEY_ID"] = "a",
            ["AWS_SECRET_ACCESS_KEY"] = "b",
            ["AWS_SESSION_TOKEN"] = "c",
            ["AWS_DEFAULT_REGION"] = "d",
            ["AWS_ENDPOINT_URL"] = "https://e",
            ["AZURE_STORAGE_CONNECTION_STRING"] = "f",
            ["AWS_REGION"] = " ",
        };
        var options = StoreOptions.FromEnvironment(variables.GetValueOrDefault);
        (options.AccessKeyId, options.SecretAccessKey, options.SessionToken, options.Region, options.S3Endpoint, options.AzureConnectionString)
            .ShouldBe(("a", "b", "c", "d", "https://e", "f"));
        StoreOptions.FromEnvironment(_ => null).Region.ShouldBe("us-east-1");
    }
}
