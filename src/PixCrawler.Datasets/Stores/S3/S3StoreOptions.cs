namespace PixCrawler.Datasets.Stores.S3;

/// <summary>Where an S3-compatible store is and who is asking.</summary>
/// <param name="Bucket">The bucket; it must exist.</param>
/// <param name="AccessKey">The access key's identifier.</param>
/// <param name="SecretKey">The secret key; in no log and no message.</param>
public sealed record S3StoreOptions(string Bucket, string AccessKey, string SecretKey)
{
    /// <summary>The token of temporary keys; null for lasting ones. In no log and no message.</summary>
    public string? SessionToken { get; init; }

    /// <summary>The region requests are signed for.</summary>
    public string Region { get; init; } = "us-east-1";

    /// <summary>The service's address for servers other than Amazon's; null for Amazon's own.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>The size of a part, 5 MiB to 512 MiB; so much memory an upload uses.</summary>
    public int PartBytes { get; init; } = 8 << 20;

    /// <inheritdoc/>
    public override string ToString() => $"s3://{Bucket}";
}
