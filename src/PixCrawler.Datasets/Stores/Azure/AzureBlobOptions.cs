namespace PixCrawler.Datasets.Stores.Azure;

/// <summary>Where an Azure Blob container is and who is asking.</summary>
/// <param name="Account">The storage account.</param>
/// <param name="Key">One of its keys, base64; in no log and no message.</param>
/// <param name="Container">The container; it must exist.</param>
public sealed record AzureBlobOptions(string Account, string Key, string Container)
{
    /// <summary>The service's address for emulators and national clouds; null for Azure's own.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>The size of a part, 1 MiB to 512 MiB; so much memory an upload uses.</summary>
    public int PartBytes { get; init; } = 8 << 20;

    /// <inheritdoc/>
    public override string ToString() => $"azure://{Account}/{Container}";
}
