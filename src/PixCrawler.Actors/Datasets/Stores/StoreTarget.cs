using PixCrawler.Contracts.Errors;

namespace PixCrawler.Actors.Datasets.Stores;

/// <summary>A place in a store, as a target names it: <c>s3://bucket/prefix?endpoint=…&amp;region=…</c> or <c>azure://container/prefix?endpoint=…</c>.</summary>
/// <param name="IsS3">Whether it is S3's; if not, it is Azure's.</param>
/// <param name="Container">The bucket or container.</param>
/// <param name="Prefix">What keys begin with: empty, or with <c>/</c> at its end.</param>
/// <param name="Endpoint">The service's address; null for the usual one.</param>
/// <param name="Region">The region; null for the usual one.</param>
internal sealed record StoreTarget(bool IsS3, string Container, string Prefix, Uri? Endpoint, string? Region)
{
    private const string S3 = "s3://";
    private const string Azure = "azure://";

    /// <summary>Whether a target is a store's and no folder's.</summary>
    public static bool IsStore(string? target) => target is not null
        && (target.StartsWith(S3, StringComparison.OrdinalIgnoreCase) || target.StartsWith(Azure, StringComparison.OrdinalIgnoreCase));

    /// <summary>Reads a target.</summary>
    /// <exception cref="InvalidInputException">It is none; the message says what to write.</exception>
    public static StoreTarget Parse(string target)
    {
        var isS3 = target.StartsWith(S3, StringComparison.OrdinalIgnoreCase);
        var rest = target[(isS3 ? S3 : Azure).Length..];
        var (path, query) = Split(rest, '?');
        var (container, prefix) = Split(path, '/');
        if (container.Contains('@', StringComparison.Ordinal) || container.Contains(':', StringComparison.Ordinal))
            throw Invalid("credentials do not belong into it; set the environment's variables (docs/cli.md)");
        if (container.Length == 0 || !container.All(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '-' or '_'))
            throw Invalid($"write {(isS3 ? "s3://bucket/prefix" : "azure://container/prefix")}");
        prefix = prefix.Trim('/');
        var parameters = Parameters(query);
        return new StoreTarget(
            isS3, container, prefix.Length == 0 ? "" : prefix + "/",
            parameters.GetValueOrDefault("endpoint") is { } endpoint ? EndpointOf(endpoint) : null,
            parameters.GetValueOrDefault("region"));
    }

    /// <summary>Reads the address of a service.</summary>
    /// <exception cref="InvalidInputException">It is none.</exception>
    public static Uri EndpointOf(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var endpoint) && endpoint.Scheme is "http" or "https" && endpoint.UserInfo.Length == 0
            && endpoint.Query.Length == 0
            ? endpoint
            : throw Invalid("the endpoint must look like https://storage.example.org, without user and query");

    private static Dictionary<string, string> Parameters(string query)
    {
        var parameters = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, value) = Split(pair, '=');
            // A signature or key that somebody put here must not be repeated in a message.
            if (name is not ("endpoint" or "region") || !parameters.TryAdd(name, Uri.UnescapeDataString(value)))
                throw Invalid("behind the question mark there may be endpoint= and region=, each once, and nothing else");
        }

        return parameters;
    }

    private static (string Head, string Tail) Split(string text, char separator) =>
        text.IndexOf(separator, StringComparison.Ordinal) is >= 0 and var at ? (text[..at], text[(at + 1)..]) : (text, "");

    private static InvalidInputException Invalid(string problem) => new("store-target-invalid", $"The store's address is not usable: {problem}.");
}
