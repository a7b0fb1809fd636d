namespace PixCrawler.Actors.Datasets.Stores;

/// <summary>
/// Who is asking when exports are put into stores. Section <c>PixCrawler:Stores</c> in the configuration. The secrets are in no log, no
/// message and no journal.
/// </summary>
public sealed class StoreOptions
{
    /// <summary>The identifier of the access key for S3.</summary>
    /// <value>Needed for <c>s3://</c> targets only. Environment: <c>AWS_ACCESS_KEY_ID</c>.</value>
    public string? AccessKeyId { get; set; }

    /// <summary>The secret access key for S3.</summary>
    /// <value>Needed for <c>s3://</c> targets only. Environment: <c>AWS_SECRET_ACCESS_KEY</c>.</value>
    public string? SecretAccessKey { get; set; }

    /// <summary>The token that belongs to temporary S3 keys.</summary>
    /// <value>Default: none. Environment: <c>AWS_SESSION_TOKEN</c>.</value>
    public string? SessionToken { get; set; }

    /// <summary>The region S3 requests are signed for, where the target names none.</summary>
    /// <value>Default <c>us-east-1</c>. Environment: <c>AWS_REGION</c>, <c>AWS_DEFAULT_REGION</c>.</value>
    public string Region { get; set; } = "us-east-1";

    /// <summary>The address of an S3 service other than Amazon's, where the target names none.</summary>
    /// <value>Default: Amazon's. Environment: <c>AWS_ENDPOINT_URL_S3</c>, <c>AWS_ENDPOINT_URL</c>.</value>
    public string? S3Endpoint { get; set; }

    /// <summary>The connection string of the Azure storage account, with its <c>AccountName</c> and <c>AccountKey</c>.</summary>
    /// <value>Needed for <c>azure://</c> targets only. Environment: <c>AZURE_STORAGE_CONNECTION_STRING</c>.</value>
    public string? AzureConnectionString { get; set; }

    /// <summary>Whether a target is a store's (<c>s3://</c>, <c>azure://</c>) and no folder's.</summary>
    /// <param name="target">The target; null for the dataset's own folder.</param>
    /// <returns>Whether it is.</returns>
    public static bool IsStore(string? target) => StoreTarget.IsStore(target);

    /// <summary>Reads the options from the variables that the services' own tools use.</summary>
    /// <param name="variable">Gives the value of a variable; null or empty where there is none.</param>
    /// <returns>The options.</returns>
    public static StoreOptions FromEnvironment(Func<string, string?> variable)
    {
        ArgumentNullException.ThrowIfNull(variable);
        return new StoreOptions
        {
            AccessKeyId = First("AWS_ACCESS_KEY_ID"),
            SecretAccessKey = First("AWS_SECRET_ACCESS_KEY"),
            SessionToken = First("AWS_SESSION_TOKEN"),
            Region = First("AWS_REGION", "AWS_DEFAULT_REGION") ?? new StoreOptions().Region,
            S3Endpoint = First("AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL"),
            AzureConnectionString = First("AZURE_STORAGE_CONNECTION_STRING"),
        };

        string? First(params string[] names) => names.Select(variable).FirstOrDefault(value => !string.IsNullOrWhiteSpace(value));
    }
}
