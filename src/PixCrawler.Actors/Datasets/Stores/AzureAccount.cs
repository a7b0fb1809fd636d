using PixCrawler.Contracts.Errors;

namespace PixCrawler.Actors.Datasets.Stores;

/// <summary>What a connection string of Azure storage says ("Configure Azure Storage connection strings").</summary>
/// <param name="Name">The account.</param>
/// <param name="Key">Its key.</param>
/// <param name="Endpoint">Where its blobs are; null for Azure's own address.</param>
internal sealed record AzureAccount(string Name, string Key, Uri? Endpoint)
{
    /// <summary>Reads a connection string.</summary>
    /// <returns>The account; null where the string names none.</returns>
    /// <exception cref="InvalidInputException">Its endpoint is none.</exception>
    public static AzureAccount? Parse(string? connectionString)
    {
        var settings = (connectionString ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(pair => pair.Split('=', 2)).Where(pair => pair.Length == 2)
            .GroupBy(pair => pair[0], pair => pair[1], StringComparer.OrdinalIgnoreCase)
            .ToDictionary(pair => pair.Key, pair => pair.First(), StringComparer.OrdinalIgnoreCase);
        if (!settings.TryGetValue("AccountName", out var name) || !settings.TryGetValue("AccountKey", out var key))
            return null;
        var endpoint = settings.GetValueOrDefault("BlobEndpoint")
            ?? (settings.TryGetValue("EndpointSuffix", out var suffix)
                ? $"{settings.GetValueOrDefault("DefaultEndpointsProtocol", "https")}://{name}.blob.{suffix}"
                : null);
        return new AzureAccount(name, key, endpoint is null ? null : StoreTarget.EndpointOf(endpoint));
    }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
