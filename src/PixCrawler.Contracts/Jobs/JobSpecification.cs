using System.Text.Json.Serialization;
using PixCrawler.Contracts.Sources;
using PixCrawler.Contracts.Validation;

namespace PixCrawler.Contracts.Jobs;

/// <summary>What a job is to do. <see cref="JobSpecificationValidator"/> judges it before it is accepted.</summary>
public sealed record JobSpecification
{
    private const int UsualChunkSlots = 500;
    private const int UsualMinSidePixels = 1;
    private const int UsualMaxSidePixels = 16_384;
    private const long UsualMaxPixels = 50_000_000;

    /// <summary>Creates a specification with everything that may be left out as usual.</summary>
    public JobSpecification()
    {
    }

    /// <summary>Creates a specification out of JSON: what that leaves out is as usual. Generated readers pass over what properties begin with.</summary>
    /// <param name="chunkSlots">See <see cref="ChunkSlots"/>.</param>
    /// <param name="validationLevel">See <see cref="ValidationLevel"/>.</param>
    /// <param name="minSidePixels">See <see cref="MinSidePixels"/>.</param>
    /// <param name="maxSidePixels">See <see cref="MaxSidePixels"/>.</param>
    /// <param name="maxPixels">See <see cref="MaxPixels"/>.</param>
    [JsonConstructor]
    public JobSpecification(
        int chunkSlots = UsualChunkSlots, ValidationLevel validationLevel = ValidationLevel.Medium, int minSidePixels = UsualMinSidePixels,
        int maxSidePixels = UsualMaxSidePixels, long maxPixels = UsualMaxPixels) =>
        (ChunkSlots, ValidationLevel, MinSidePixels, MaxSidePixels, MaxPixels) = (chunkSlots, validationLevel, minSidePixels, maxSidePixels, maxPixels);

    /// <summary>The dataset's name, 1 to 100 characters.</summary>
    public required string Name { get; init; }

    /// <summary>The folder the dataset is written to. It is created; it must be empty.</summary>
    public required string OutputFolder { get; init; }

    /// <summary>The lists the URLs come from, in order; at least one.</summary>
    public required IReadOnlyList<UrlListSource> Sources { get; init; }

    /// <summary>Who the job belongs to; free text, used in logs.</summary>
    public string UserId { get; init => field = value ?? "local"; } = "local";

    /// <summary>The most URLs to take from the sources, 1 to 1,000,000,000. Default: all.</summary>
    public int? MaxUrls { get; init; }

    /// <summary>How many slots a chunk has, 1 to 500. Default 500.</summary>
    public int ChunkSlots { get; init; } = UsualChunkSlots;

    /// <summary>How closely each image is looked at. Default: medium.</summary>
    public ValidationLevel ValidationLevel { get; init; } = ValidationLevel.Medium;

    /// <summary>The shortest side an image may have, in pixels, 1 to 16,384. Default 1.</summary>
    public int MinSidePixels { get; init; } = UsualMinSidePixels;

    /// <summary>The longest side an image may have, in pixels, 1 to 65,535. Default 16,384.</summary>
    public int MaxSidePixels { get; init; } = UsualMaxSidePixels;

    /// <summary>The most pixels an image may have, 1 to 1,000,000,000. Default 50,000,000.</summary>
    public long MaxPixels { get; init; } = UsualMaxPixels;

    /// <summary>What an image must be and show; null for the usual.</summary>
    public ContentSpecification? Content { get; init; }

    /// <summary>What is made of each image; null for nothing: it is stored as it came.</summary>
    public TransformSpecification? Transform { get; init; }

    /// <summary>
    /// What is done with images that are there twice. Null when a job is submitted: they are removed; those that only look alike are
    /// looked for from level medium on. A job that was accepted says what holds; null there means that nobody looks, as versions without
    /// this did.
    /// </summary>
    public DeduplicationSpecification? Deduplication { get; init; }

    /// <summary>The same job with everything said that holds when nothing is said; what is accepted is this.</summary>
    /// <returns>It.</returns>
    public JobSpecification WithDefaults() => this with
    {
        Deduplication = Deduplication ?? new DeduplicationSpecification { ExactOnly = ValidationLevel == ValidationLevel.Fast },
    };
}
