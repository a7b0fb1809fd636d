using System.Collections.Immutable;

namespace PixCrawler.Domain.Downloads;

/// <summary>
/// Who may work alone in the process, one after the other. While somebody does or wants to, nobody else begins anything.
/// </summary>
/// <typeparam name="TKey">What tells them apart.</typeparam>
public sealed record TurnsAlone<TKey>
    where TKey : class
{
    /// <summary>Who works alone now; null when nobody does.</summary>
    public TKey? Holder { get; private init; }

    /// <summary>Whether others have to hold back.</summary>
    public bool IsWanted => Holder is not null || !Line.IsEmpty;

    private ImmutableQueue<TKey> Line { get; init; } = [];

    /// <summary>Somebody wants to work alone; wanting it twice before it is one's turn changes nothing.</summary>
    /// <param name="key">Who.</param>
    /// <returns>The state with the wish noted.</returns>
    public TurnsAlone<TKey> Want(TKey key) => Line.Contains(key) ? this : this with { Line = Line.Enqueue(key) };

    /// <summary>Somebody is done; who does not work alone changes nothing by it.</summary>
    /// <param name="key">Who.</param>
    /// <returns>The state after.</returns>
    public TurnsAlone<TKey> Return(TKey key) => Equals(Holder, key) ? this with { Holder = null } : this;

    /// <summary>Somebody is gone.</summary>
    /// <param name="key">Who.</param>
    /// <returns>The state without it.</returns>
    public TurnsAlone<TKey> Forget(TKey key) => Return(key) with { Line = ImmutableQueue.CreateRange(Line.Where(other => !other.Equals(key))) };

    /// <summary>Gives the next one its turn, if it is free. Called when nobody works any more.</summary>
    /// <param name="next">Whose turn it is; null when it is nobody's, or somebody has it still.</param>
    /// <returns>The state after.</returns>
    public TurnsAlone<TKey> Begin(out TKey? next)
    {
        next = null;
        if (Holder is not null || Line.IsEmpty)
            return this;
        var line = Line.Dequeue(out next);
        return this with { Holder = next, Line = line };
    }
}
