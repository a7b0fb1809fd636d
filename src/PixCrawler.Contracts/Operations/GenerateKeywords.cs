namespace PixCrawler.Contracts.Operations;

/// <summary>Generate keywords out of given ones. Answered with <see cref="KeywordsGenerated"/>.</summary>
/// <param name="OperationId">The operation's identity.</param>
/// <param name="BaseKeywords">The given keywords, at least one.</param>
public sealed record GenerateKeywords(OperationId OperationId, IReadOnlyList<string> BaseKeywords) : OperationCommand(OperationId)
{
    /// <summary>How many keywords to generate, 1 to 1,000. Default 10.</summary>
    public int Count { get; init; } = 10;

    /// <summary>The model that re-words; null (the default) for the built-in variations.</summary>
    public string? Model { get; init; }

    /// <inheritdoc/>
    public override OperationKind Kind => OperationKind.GenerateKeywords;
}

/// <summary>What came of a <see cref="GenerateKeywords"/>.</summary>
/// <param name="Keywords">The generated keywords, without repetition.</param>
/// <param name="Method">How they were generated, for example <c>predefined-variations</c>.</param>
public sealed record KeywordsGenerated(IReadOnlyList<string> Keywords, string Method) : OperationResult;
