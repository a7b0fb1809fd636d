using System.Collections.Frozen;
using PixCrawler.Contracts.Errors;

namespace PixCrawler.Domain.Failures;

/// <summary>What a profile makes of error answers: its status table, and the codes that say that a quota is gone (C2, C5).</summary>
/// <param name="statuses">What status codes mean.</param>
/// <param name="quotaCodes">Error codes by which a 429 is not "later" but "not with this credential"; case does not matter.</param>
/// <param name="retryAfterMax">The longest Retry-After an item waits for.</param>
public sealed class ErrorRules(StatusTable statuses, IEnumerable<string> quotaCodes, TimeSpan retryAfterMax)
{
    private readonly FrozenSet<string> _quotaCodes = quotaCodes.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Makes the error that stands for an answer.</summary>
    /// <param name="answer">The answer.</param>
    /// <returns>An error of the class the rules say, with reason and status set.</returns>
    public CrawlException ErrorOf(ErrorAnswer answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        return answer.Status == 429 && answer.Codes.Any(_quotaCodes.Contains)
            ? new QuotaExhaustedException(FailureReasons.QuotaExhausted, $"{answer.Host} says that the credential's quota is used up.") { HttpStatus = answer.Status }
            : StatusErrors.From(answer.Status, statuses, answer.Host, answer.RetryAfter, retryAfterMax);
    }
}
