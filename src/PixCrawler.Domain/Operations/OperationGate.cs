using System.Collections.Immutable;
using PixCrawler.Contracts.Operations;

namespace PixCrawler.Domain.Operations;

/// <summary>
/// Decides when operations start: each kind (each source, for downloads) has a line of its own, first come, first served, kept to its
/// rate; over all of them only so many are under way at once, and the one that has waited longest is next. Pure.
/// </summary>
/// <param name="options">The limits.</param>
public sealed class OperationGate(OperationOptions options)
{
    private static readonly TimeSpan MinRetryAfter = TimeSpan.FromSeconds(1);

    private ImmutableDictionary<LineKey, Line> Lines { get; init; } = ImmutableDictionary<LineKey, Line>.Empty;

    private long LastNumber { get; init; }

    /// <summary>How many operations are under way.</summary>
    public int UnderWay { get; private init; }

    /// <summary>How many operations wait for their start.</summary>
    public int Waiting => Lines.Values.Sum(line => line.Waiting.Count);

    /// <summary>Puts an operation at the end of its line.</summary>
    /// <param name="command">The operation.</param>
    /// <param name="now">The time.</param>
    /// <param name="retryAfter">When asking again may help, where the line is full; null when the operation was taken in.</param>
    /// <returns>The state after.</returns>
    public OperationGate Enqueue(OperationCommand command, DateTimeOffset now, out TimeSpan? retryAfter)
    {
        ArgumentNullException.ThrowIfNull(command);
        var key = new LineKey(command.Kind, command.RateKey);
        var line = Lines.GetValueOrDefault(key) ?? new Line(new StartRate(options.Catalog.Of(command.Kind).StartsPerMinute), []);
        if (line.Waiting.Count >= options.MaxWaiting)
        {
            var wait = line.Rate.NextStartAt(now) - now;
            retryAfter = wait > MinRetryAfter ? wait : MinRetryAfter;
            return this;
        }

        retryAfter = null;
        var waiting = new Ticket(LastNumber + 1, command);
        return With(Lines.SetItem(key, line with { Waiting = line.Waiting.Add(waiting) }), UnderWay, LastNumber + 1);
    }

    /// <summary>Takes an operation that waits out of its line.</summary>
    /// <param name="id">The operation.</param>
    /// <returns>The state after; the same when it does not wait.</returns>
    public OperationGate Withdraw(OperationId id)
    {
        foreach (var (key, line) in Lines)
        {
            if (line.Waiting.FindIndex(ticket => ticket.Command.OperationId == id) is var index and >= 0)
                return With(Lines.SetItem(key, line with { Waiting = line.Waiting.RemoveAt(index) }), UnderWay, LastNumber);
        }

        return this;
    }

    /// <summary>Notes that an operation under way has ended.</summary>
    /// <returns>The state with its place free.</returns>
    public OperationGate End() => With(Lines, UnderWay - 1, LastNumber);

    /// <summary>Starts what may start now.</summary>
    /// <param name="now">The time.</param>
    /// <param name="started">The operations, in the order of their start.</param>
    /// <returns>The state with them under way.</returns>
    public OperationGate Start(DateTimeOffset now, out IReadOnlyList<OperationCommand> started)
    {
        var list = new List<OperationCommand>();
        var (lines, underWay) = (Lines, UnderWay);
        while (underWay < options.MaxUnderWay && Next(lines, now) is { } key)
        {
            var line = lines[key];
            list.Add(line.Waiting[0].Command);
            lines = lines.SetItem(key, new Line(line.Rate.Start(now), line.Waiting.RemoveAt(0)));
            underWay++;
        }

        started = list;
        return With(lines.RemoveRange(lines.Where(line => line.Value.IsIdle(now)).Select(line => line.Key)), underWay, LastNumber);
    }

    /// <summary>When the next start may be made by the rates alone.</summary>
    /// <param name="now">The time.</param>
    /// <returns>The earliest time over all lines in which someone waits; null where nobody does, or all places are taken.</returns>
    public DateTimeOffset? NextStartAt(DateTimeOffset now) => UnderWay >= options.MaxUnderWay
        ? null
        : Lines.Values.Where(line => !line.Waiting.IsEmpty).Min(line => (DateTimeOffset?)line.Rate.NextStartAt(now));

    private static LineKey? Next(ImmutableDictionary<LineKey, Line> lines, DateTimeOffset now)
    {
        LineKey? next = null;
        var first = long.MaxValue;
        foreach (var (key, line) in lines)
        {
            if (line.Waiting.IsEmpty || line.Waiting[0].Number > first || line.Rate.NextStartAt(now) > now)
                continue;
            (next, first) = (key, line.Waiting[0].Number);
        }

        return next;
    }

    private OperationGate With(ImmutableDictionary<LineKey, Line> lines, int underWay, long lastNumber) =>
        new(options) { Lines = lines, UnderWay = underWay, LastNumber = lastNumber };

    private readonly record struct LineKey(OperationKind Kind, string? RateKey);

    private readonly record struct Ticket(long Number, OperationCommand Command);

    private sealed record Line(StartRate Rate, ImmutableList<Ticket> Waiting)
    {
        public bool IsIdle(DateTimeOffset now) => Waiting.IsEmpty && Rate.IsIdle(now);
    }
}
