using PixCrawler.Contracts.Errors;
using PixCrawler.Domain.Failures;
using PixCrawler.Net.Downloads;

namespace PixCrawler.Net.Resilience;

/// <summary>A call to the outside, as the registry sees it.</summary>
/// <param name="Profile">The pipeline it goes through, for example <see cref="ResiliencePipelines.GenAi"/>.</param>
/// <param name="Key">
/// Whose circuit it is: the host, or provider and credential. It appears in logs, so a credential is named here and never spelled out.
/// </param>
/// <param name="FirstAttempt">The number of the first attempt, 1 to MaxAttempts: earlier runs have used the others.</param>
public sealed record OutsideCall(string Profile, string Key, int FirstAttempt = 1)
{
    /// <summary>Told of each retry before its wait begins; null when nobody records them.</summary>
    public IAttemptObserver? Observer { get; init; }
}

/// <summary>One attempt of a call.</summary>
public sealed class OutsideAttempt
{
    private readonly ErrorRules _rules;

    internal OutsideAttempt(int number, ErrorRules rules) => (Number, _rules) = (number, rules);

    /// <summary>Its number, from 1.</summary>
    public int Number { get; }

    /// <summary>Makes the error that stands for an answer by the profile's table; to be thrown.</summary>
    /// <param name="answer">The answer.</param>
    /// <returns>The error.</returns>
    public CrawlException ErrorOf(ErrorAnswer answer) => _rules.ErrorOf(answer);
}
