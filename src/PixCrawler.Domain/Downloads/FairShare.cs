using System.Collections.Immutable;

namespace PixCrawler.Domain.Downloads;

/// <summary>
/// A fixed number of places shared fairly: whoever wants places gets them in turn, one each, so that nobody is starved.
/// </summary>
/// <typeparam name="TKey">What tells the sharers apart.</typeparam>
public sealed record FairShare<TKey>
    where TKey : notnull
{
    /// <summary>Creates it with every place free.</summary>
    /// <param name="places">How many places there are, 1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are no places.</exception>
    public FairShare(int places)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(places, 1);
        Free = places;
    }

    /// <summary>Places nobody holds.</summary>
    public int Free { get; private init; }

    /// <summary>Places that are wanted and not yet held, over all sharers.</summary>
    public int Wanted => Shares.Values.Sum(share => share.Wanted);

    private ImmutableDictionary<TKey, Share> Shares { get; init; } = ImmutableDictionary<TKey, Share>.Empty;

    // Those who want places, each once, the next to be served first.
    private ImmutableQueue<TKey> Line { get; init; } = [];

    /// <summary>Places the sharer holds.</summary>
    /// <param name="key">The sharer.</param>
    /// <returns>0 for one that is not known.</returns>
    public int HeldBy(TKey key) => Shares.TryGetValue(key, out var share) ? share.Held : 0;

    /// <summary>Someone wants more places.</summary>
    /// <param name="key">The sharer.</param>
    /// <param name="count">How many more, 0 or more.</param>
    /// <returns>The state with the wish noted.</returns>
    public FairShare<TKey> Want(TKey key, int count)
    {
        if (count <= 0)
            return this;
        var share = Shares.GetValueOrDefault(key);
        return this with
        {
            Shares = Shares.SetItem(key, share with { Wanted = share.Wanted + count }),
            Line = share.Wanted == 0 ? Line.Enqueue(key) : Line,
        };
    }

    /// <summary>Someone gives places back; more than are held are not believed.</summary>
    /// <param name="key">The sharer.</param>
    /// <param name="count">How many.</param>
    /// <returns>The state with the places free.</returns>
    public FairShare<TKey> Return(TKey key, int count)
    {
        var share = Shares.GetValueOrDefault(key);
        var returned = Math.Clamp(count, 0, share.Held);
        var left = share with { Held = share.Held - returned };
        return this with
        {
            Free = Free + returned,
            Shares = left == default ? Shares.Remove(key) : Shares.SetItem(key, left),
        };
    }

    /// <summary>Someone is gone: its places are free and its wishes void.</summary>
    /// <param name="key">The sharer.</param>
    /// <returns>The state without it.</returns>
    public FairShare<TKey> Forget(TKey key) => this with
    {
        Free = Free + HeldBy(key),
        Shares = Shares.Remove(key),
        Line = ImmutableQueue.CreateRange(Line.Where(other => !other.Equals(key))),
    };

    /// <summary>Hands out the free places, one to each in turn.</summary>
    /// <param name="grants">Who got how many; empty when there is nothing to hand out.</param>
    /// <returns>The state after.</returns>
    public FairShare<TKey> Grant(out IReadOnlyDictionary<TKey, int> grants)
    {
        var handedOut = new Dictionary<TKey, int>();
        var (free, shares, line) = (Free, Shares, Line);
        while (free > 0 && !line.IsEmpty)
        {
            line = line.Dequeue(out var key);
            var share = shares[key];
            shares = shares.SetItem(key, new Share(share.Held + 1, share.Wanted - 1));
            if (share.Wanted > 1)
                line = line.Enqueue(key);
            handedOut[key] = handedOut.GetValueOrDefault(key) + 1;
            free--;
        }

        grants = handedOut;
        return this with { Free = free, Shares = shares, Line = line };
    }

    private readonly record struct Share(int Held, int Wanted);
}
