namespace PixCrawler.Contracts.Jobs;

/// <summary>One thing that is wrong with a specification.</summary>
/// <param name="Field">The field it is about.</param>
/// <param name="Problem">What is wrong and what to do about it, for people.</param>
public sealed record FieldError(string Field, string Problem);

/// <summary>Judges a <see cref="JobSpecification"/> by itself; what only the machine knows (files, folders) is judged at the start.</summary>
public static class JobSpecificationValidator
{
    /// <summary>Finds everything that is wrong with a specification.</summary>
    /// <param name="specification">The specification.</param>
    /// <returns>One entry per problem; empty when it is in order.</returns>
    public static IReadOnlyList<FieldError> Validate(JobSpecification specification)
    {
        ArgumentNullException.ThrowIfNull(specification);
        var errors = new List<FieldError>();
        void Check(bool ok, string field, string problem)
        {
            if (!ok)
                errors.Add(new FieldError(field, problem));
        }

        void Range(string field, long value, long min, long max) =>
            Check(value >= min && value <= max, field, $"must be from {min:N0} to {max:N0}, not {value:N0}");

        Check(!string.IsNullOrWhiteSpace(specification.Name) && specification.Name.Length <= 100,
            nameof(specification.Name), "give the dataset a name of 1 to 100 characters");
        Check(!string.IsNullOrWhiteSpace(specification.OutputFolder),
            nameof(specification.OutputFolder), "name the folder the dataset is to be written to");
        Check(!string.IsNullOrWhiteSpace(specification.UserId),
            nameof(specification.UserId), "say who the job belongs to");
        Check(specification.Sources.Count > 0,
            nameof(specification.Sources), "name at least one URL list");
        Check(specification.Sources.All(source => !string.IsNullOrWhiteSpace(source.Path)),
            nameof(specification.Sources), "every list needs a path, or - for standard input");
        Check(specification.Sources.Count(source => source.Path == "-") <= 1,
            nameof(specification.Sources), "standard input (-) can be read only once");
        Check(specification.Sources.All(source => !string.IsNullOrWhiteSpace(source.UrlColumn)),
            nameof(specification.Sources), "name the column that holds the URL");
        if (specification.MaxUrls is { } maxUrls)
            Range(nameof(specification.MaxUrls), maxUrls, 1, 1_000_000_000);
        Range(nameof(specification.ChunkSlots), specification.ChunkSlots, 1, 500);
        Range(nameof(specification.MinSidePixels), specification.MinSidePixels, 1, 16_384);
        Range(nameof(specification.MaxSidePixels), specification.MaxSidePixels, 1, 65_535);
        Range(nameof(specification.MaxPixels), specification.MaxPixels, 1, 1_000_000_000);
        Check(specification.MinSidePixels <= specification.MaxSidePixels,
            nameof(specification.MinSidePixels), $"must not be larger than MaxSidePixels ({specification.MaxSidePixels:N0})");
        Check(Enum.IsDefined(specification.ValidationLevel),
            nameof(specification.ValidationLevel), "must be fast, medium or slow");
        errors.AddRange(ImageSpecificationValidator.Validate(specification));
        return errors;
    }
}
