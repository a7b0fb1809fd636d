namespace PixCrawler.Contracts.Sources;

/// <summary>A list of URLs: a file, or standard input.</summary>
/// <param name="Path">The file's path; <c>-</c> for standard input.</param>
public sealed record UrlListSource(string Path)
{
    /// <summary>How the list is written. Default: by the file name's ending.</summary>
    public ListFormat Format { get; init; } = ListFormat.Auto;

    /// <summary>The column (or JSON property) that holds the URL. Default: <c>url</c>.</summary>
    public string UrlColumn { get; init => field = value ?? "url"; } = "url";

    /// <summary>The column that holds the caption. Default: <c>caption</c>; absent in the list is fine.</summary>
    public string CaptionColumn { get; init => field = value ?? "caption"; } = "caption";

    /// <summary>The column that holds the user's own key of the sample. Default: <c>key</c>; absent in the list is fine.</summary>
    public string KeyColumn { get; init => field = value ?? "key"; } = "key";

    /// <summary>Further columns to carry into the manifest. Default: none; <c>*</c> means all others.</summary>
    public IReadOnlyList<string> ExtraColumns { get; init => field = value ?? []; } = [];
}
