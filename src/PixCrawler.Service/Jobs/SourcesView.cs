namespace PixCrawler.Service.Jobs;

/// <summary>What jobs can take URLs from.</summary>
/// <param name="Data">The sources there are.</param>
internal sealed record SourcesView(IReadOnlyList<SourceView> Data)
{
    public static SourcesView All { get; } = new(
    [
        new SourceView("url-list", "A list of URLs in the request.", ["application/json", "text/plain", "text/csv", "text/tab-separated-values", "application/jsonl"]),
    ]);
}

/// <summary>A source.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it is.</param>
/// <param name="ContentTypes">How it is sent.</param>
internal sealed record SourceView(string Name, string Description, IReadOnlyList<string> ContentTypes);
