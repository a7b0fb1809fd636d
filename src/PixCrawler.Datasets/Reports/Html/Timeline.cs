namespace PixCrawler.Datasets.Reports.Html;

/// <summary>Counts over time in at most 96 steps of equal length; the steps grow with the time there is.</summary>
internal sealed class Timeline
{
    private const int MaxSteps = 96;

    private SortedDictionary<long, Step> _steps = [];

    /// <summary>The length of a step.</summary>
    public long Seconds { get; private set; } = 1;

    /// <summary>All steps from the first to the last, those without anything too.</summary>
    public IReadOnlyList<Step> Steps => _steps.Count == 0
        ? []
        : [.. LongRange(_steps.Keys.First(), _steps.Keys.Last()).Select(step => _steps.GetValueOrDefault(step))];

    public DateTimeOffset? Start => _steps.Count == 0 ? null : DateTimeOffset.FromUnixTimeSeconds(_steps.Keys.First() * Seconds);

    public void Add(DateTimeOffset at, Step counts)
    {
        Add(_steps, Math.DivRem(at.ToUnixTimeSeconds(), Seconds).Quotient, counts);
        while (_steps.Keys.Last() - _steps.Keys.First() >= MaxSteps)
        {
            Seconds *= 2;
            var wider = new SortedDictionary<long, Step>();
            foreach (var (step, held) in _steps)
                Add(wider, step / 2, held);
            _steps = wider;
        }
    }

    private static void Add(SortedDictionary<long, Step> steps, long step, Step counts) => steps[step] = steps.GetValueOrDefault(step) + counts;

    private static IEnumerable<long> LongRange(long first, long last)
    {
        for (var step = first; step <= last; step++)
            yield return step;
    }

    /// <summary>What happened in a step.</summary>
    /// <param name="Kept">URLs kept.</param>
    /// <param name="Others">URLs that ended otherwise.</param>
    /// <param name="Retries">Attempts beyond the first of the URLs that ended.</param>
    internal readonly record struct Step(long Kept, long Others, long Retries)
    {
        public static Step operator +(Step left, Step right) =>
            new(left.Kept + right.Kept, left.Others + right.Others, left.Retries + right.Retries);
    }
}
