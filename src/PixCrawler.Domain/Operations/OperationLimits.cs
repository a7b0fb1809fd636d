using System.ComponentModel.DataAnnotations;

namespace PixCrawler.Domain.Operations;

/// <summary>How long one kind of operation may take, and how often it may be started.</summary>
/// <param name="SoftLimitSeconds">After this long a run is asked to stop, in seconds; 1 to 86,400.</param>
/// <param name="HardLimitSeconds">After this long a run is ended from outside, in seconds; above the soft limit, to 86,400.</param>
/// <param name="StartsPerMinute">The most starts in any 60 s; 1 to 100,000, or null where no rate is given.</param>
public sealed record OperationLimits(int SoftLimitSeconds, int HardLimitSeconds, int? StartsPerMinute = null)
{
    private const int MaxLimitSeconds = 86_400;
    private const int MaxStartsPerMinute = 100_000;

    /// <summary>After this long a run is asked to stop.</summary>
    public TimeSpan SoftLimit => TimeSpan.FromSeconds(SoftLimitSeconds);

    /// <summary>After this long a run is ended from outside.</summary>
    public TimeSpan HardLimit => TimeSpan.FromSeconds(HardLimitSeconds);

    /// <summary>Judges the figures.</summary>
    /// <param name="name">Whose limits they are, for the message.</param>
    /// <exception cref="ValidationException">One is out of its range; the message names it.</exception>
    public void Validate(string name)
    {
        Check(SoftLimitSeconds is >= 1 and < MaxLimitSeconds, name, nameof(SoftLimitSeconds), $"from 1 to {MaxLimitSeconds - 1}");
        Check(HardLimitSeconds > SoftLimitSeconds && HardLimitSeconds <= MaxLimitSeconds,
            name, nameof(HardLimitSeconds), $"above the soft limit and at most {MaxLimitSeconds}");
        Check(StartsPerMinute is null or (>= 1 and <= MaxStartsPerMinute),
            name, nameof(StartsPerMinute), $"from 1 to {MaxStartsPerMinute}, or left out for no rate");
    }

    private static void Check(bool ok, string name, string field, string range)
    {
        if (!ok)
            throw new ValidationException($"{name}.{field} must be {range}.");
    }
}
