using PixCrawler.Contracts.Jobs;

namespace PixCrawler.Net;

/// <summary>Collects what is wrong with options, so that a user sees all of it at once.</summary>
internal sealed class OptionsCheck
{
    private readonly List<FieldError> _errors = [];

    public IReadOnlyList<FieldError> Errors => _errors;

    public void That(bool ok, string field, string problem)
    {
        if (!ok)
            _errors.Add(new FieldError(field, problem));
    }

    public void Range<T>(string field, T value, T min, T max)
        where T : IComparable<T> =>
        That(value.CompareTo(min) >= 0 && value.CompareTo(max) <= 0, field, $"must be from {min} to {max}, not {value}");

    /// <summary>For constructors: options that were not validated before are refused here.</summary>
    public static void ThrowIfAny(IReadOnlyList<FieldError> errors, string parameterName)
    {
        if (errors.Count > 0)
            throw new ArgumentException(string.Join("; ", errors.Select(error => $"{error.Field} {error.Problem}")), parameterName);
    }
}
