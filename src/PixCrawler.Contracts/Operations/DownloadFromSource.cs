using System.Text.Json.Serialization;

namespace PixCrawler.Contracts.Operations;

/// <summary>
/// Download images that a source proposes for a keyword. One contract for all sources. Answered with <see cref="SourceDownloaded"/>.
/// </summary>
/// <param name="OperationId">The operation's identity.</param>
/// <param name="Source">The source's name, for example <c>bing</c>; the rate is counted for each name by itself.</param>
/// <param name="Keyword">What to look for, 1 to 200 characters.</param>
/// <param name="OutputFolder">The folder the images are written to.</param>
public sealed record DownloadFromSource(OperationId OperationId, string Source, string Keyword, string OutputFolder)
    : OperationCommand(OperationId)
{
    private const int UsualMaxImages = 100;

    /// <summary>Creates a command out of JSON: what that leaves out is as usual. Generated readers pass over what properties begin with.</summary>
    /// <param name="operationId">The operation's identity.</param>
    /// <param name="source">The source's name.</param>
    /// <param name="keyword">What to look for.</param>
    /// <param name="outputFolder">The folder the images are written to.</param>
    /// <param name="maxImages">See <see cref="MaxImages"/>.</param>
    [JsonConstructor]
    public DownloadFromSource(OperationId operationId, string source, string keyword, string outputFolder, int maxImages = UsualMaxImages)
        : this(operationId, source, keyword, outputFolder) => MaxImages = maxImages;

    /// <summary>The most images to keep, 1 to 1,000,000. Default 100.</summary>
    public int MaxImages { get; init; } = UsualMaxImages;

    /// <summary>Re-worded keywords to look for too, in order. Default: none.</summary>
    public IReadOnlyList<string> Variations { get; init => field = value ?? []; } = [];

    /// <inheritdoc/>
    public override OperationKind Kind => OperationKind.DownloadFromSource;

    /// <inheritdoc/>
    public override string RateKey => Source.ToUpperInvariant();
}

/// <summary>What came of a <see cref="DownloadFromSource"/>.</summary>
/// <param name="Source">The source.</param>
/// <param name="Keyword">The keyword.</param>
/// <param name="Tally">How the URLs the source proposed ended.</param>
/// <param name="VariationsProcessed">How many of the variations were looked for.</param>
public sealed record SourceDownloaded(string Source, string Keyword, Jobs.Tally Tally, int VariationsProcessed) : OperationResult;
