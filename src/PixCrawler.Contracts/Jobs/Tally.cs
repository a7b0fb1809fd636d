using System.Collections.Immutable;
using PixCrawler.Contracts.Chunks;

namespace PixCrawler.Contracts.Jobs;

/// <summary>
/// How many slots ended how. Immutable; the sum of two tallies is the tally of both, so chunks add up to the job.
/// </summary>
public sealed class Tally : IEquatable<Tally>
{
    private readonly ImmutableSortedDictionary<string, int> _reasons;

    /// <summary>Creates a tally from its figures, for readers of stored events.</summary>
    /// <param name="kept">Slots whose image is in the dataset.</param>
    /// <param name="rejected">Slots whose content was not wanted.</param>
    /// <param name="refused">Slots a rule forbade.</param>
    /// <param name="failed">Slots that could not be had.</param>
    /// <param name="cancelled">Slots the caller gave up.</param>
    /// <param name="bytes">Bytes of the kept images.</param>
    /// <param name="attempts">Attempts taken out of the budgets in all.</param>
    /// <param name="reasons">Counts by reason code, over everything but kept.</param>
    public Tally(
        int kept, int rejected, int refused, int failed, int cancelled, long bytes, int attempts,
        IReadOnlyDictionary<string, int> reasons)
    {
        (Kept, Rejected, Refused, Failed, Cancelled, Bytes, Attempts) =
            (kept, rejected, refused, failed, cancelled, bytes, attempts);
        _reasons = ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, reasons);
    }

    /// <summary>Nothing settled yet.</summary>
    public static Tally Empty { get; } = new(0, 0, 0, 0, 0, 0, 0, ImmutableDictionary<string, int>.Empty);

    /// <summary>Slots whose image is in the dataset.</summary>
    public int Kept { get; }

    /// <summary>Slots whose content was not wanted.</summary>
    public int Rejected { get; }

    /// <summary>Slots a rule forbade.</summary>
    public int Refused { get; }

    /// <summary>Slots that could not be had.</summary>
    public int Failed { get; }

    /// <summary>Slots the caller gave up.</summary>
    public int Cancelled { get; }

    /// <summary>Bytes of the kept images, each slot counted, equal files too.</summary>
    public long Bytes { get; }

    /// <summary>Attempts taken out of the budgets in all.</summary>
    public int Attempts { get; }

    /// <summary>Counts by reason code, over everything but kept, in ordinal order.</summary>
    public IReadOnlyDictionary<string, int> Reasons => _reasons;

    /// <summary>Slots settled in all.</summary>
    public int Settled => Kept + Rejected + Refused + Failed + Cancelled;

    /// <summary>Adds one slot's settlement.</summary>
    /// <param name="settlement">How the slot ended.</param>
    /// <returns>The tally with it.</returns>
    public Tally Add(Settlement settlement)
    {
        ArgumentNullException.ThrowIfNull(settlement);
        int One(SettlementStatus status) => settlement.Status == status ? 1 : 0;
        var reasons = settlement.Reason is { } reason
            ? _reasons.SetItem(reason, _reasons.GetValueOrDefault(reason) + 1)
            : _reasons;
        return new Tally(
            Kept + One(SettlementStatus.Kept),
            Rejected + One(SettlementStatus.Rejected),
            Refused + One(SettlementStatus.Refused),
            Failed + One(SettlementStatus.Failed),
            Cancelled + One(SettlementStatus.Cancelled),
            Bytes + (settlement.Image?.Bytes ?? 0),
            Attempts + settlement.Attempts,
            reasons);
    }

    /// <summary>Adds a count of slots that were cancelled before they were begun.</summary>
    /// <param name="slots">How many.</param>
    /// <param name="reason">The reason code to count them under.</param>
    /// <returns>The tally with them.</returns>
    public Tally AddCancelled(int slots, string reason) => AddWithoutAccount(0, slots, reason);

    /// <summary>Adds a count of slots that failed without an account of their own.</summary>
    /// <param name="slots">How many.</param>
    /// <param name="reason">The reason code to count them under.</param>
    /// <returns>The tally with them.</returns>
    public Tally AddFailed(int slots, string reason) => AddWithoutAccount(slots, 0, reason);

    /// <summary>Adds another tally.</summary>
    /// <param name="other">The other tally.</param>
    /// <returns>The tally of both.</returns>
    public Tally Add(Tally other)
    {
        ArgumentNullException.ThrowIfNull(other);
        var reasons = _reasons.ToBuilder();
        foreach (var (reason, count) in other._reasons)
            reasons[reason] = reasons.GetValueOrDefault(reason) + count;
        return new Tally(
            Kept + other.Kept, Rejected + other.Rejected, Refused + other.Refused, Failed + other.Failed,
            Cancelled + other.Cancelled, Bytes + other.Bytes, Attempts + other.Attempts, reasons.ToImmutable());
    }

    private Tally AddWithoutAccount(int failed, int cancelled, string reason) => failed + cancelled == 0
        ? this
        : new Tally(
            Kept, Rejected, Refused, Failed + failed, Cancelled + cancelled, Bytes, Attempts,
            _reasons.SetItem(reason, _reasons.GetValueOrDefault(reason) + failed + cancelled));

    /// <inheritdoc/>
    public bool Equals(Tally? other) => other is not null
        && (Kept, Rejected, Refused, Failed, Cancelled, Bytes, Attempts)
            == (other.Kept, other.Rejected, other.Refused, other.Failed, other.Cancelled, other.Bytes, other.Attempts)
        && _reasons.SequenceEqual(other._reasons);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Tally);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Kept, Rejected, Refused, Failed, Cancelled, Bytes, Attempts);
}
