using System.Text.Json.Serialization;

namespace PixCrawler.Contracts.Operations;

/// <summary>Generate keywords out of given ones. Answered with <see cref="KeywordsGenerated"/>.</summary>
/// <param name="OperationId">The operation's identity.</param>
/// <param name="BaseKeywords">The given keywords, at least one.</param>
public sealed record GenerateKeywords(OperationId OperationId, IReadOnlyList<string> BaseKeywords) : OperationCommand(OperationId)
{
    private const int UsualCount = 10;

    /// <summary>Creates a command out of JSON: what that leaves out is as usual. Generated readers pass over what properties begin with.</summary>
    /// <param name="operationId">The operation's identity.</param>
    /// <param name="baseKeywords">The given keywords.</param>
    /// <param name="count">See <see cref="Count"/>.</param>
    [JsonConstructor]
    public GenerateKeywords(OperationId operationId, IReadOnlyList<string> baseKeywords, int count = UsualCount)
        : this(operationId, baseKeywords) => Count = count;

    /// <summary>How many keywords to generate, 1 to 1,000. Default 10.</summary>
    public int Count { get; init; } = UsualCount;

    /// <summary>The model that re-words; null (the default) for the built-in variations.</summary>
    public string? Model { get; init; }

    /// <inheritdoc/>
    public override OperationKind Kind => OperationKind.GenerateKeywords;
}

/// <summary>What came of a <see cref="GenerateKeywords"/>.</summary>
/// <param name="Keywords">The generated keywords, without repetition.</param>
/// <param name="Method">How they were generated, for example <c>predefined-variations</c>.</param>
public sealed record KeywordsGenerated(IReadOnlyList<string> Keywords, string Method) : OperationResult;
