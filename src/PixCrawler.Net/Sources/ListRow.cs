using System.Diagnostics.CodeAnalysis;
using PixCrawler.Contracts.Sources;

namespace PixCrawler.Net.Sources;

/// <summary>A row of a list: a candidate, or a row that holds none. Exactly one of the two is there.</summary>
public readonly record struct ListRow
{
    /// <summary>A row with a URL to try.</summary>
    /// <param name="candidate">The URL with what the list says about it.</param>
    public ListRow(Candidate candidate) => Candidate = candidate;

    /// <summary>A row without.</summary>
    /// <param name="badRow">Where it is and what is wrong with it.</param>
    public ListRow(BadRow badRow) => BadRow = badRow;

    /// <summary>The URL to try; null for a bad row.</summary>
    public Candidate? Candidate { get; }

    /// <summary>What is wrong; null for a good row.</summary>
    public BadRow? BadRow { get; }

    /// <summary>Whether there is a URL to try.</summary>
    [MemberNotNullWhen(true, nameof(Candidate))]
    [MemberNotNullWhen(false, nameof(BadRow))]
    public bool IsCandidate => Candidate is not null;
}
