using PixCrawler.Contracts.Jobs;
using PixCrawler.Contracts.Sources;
using PixCrawler.Contracts.Validation;

namespace PixCrawler.Service.Jobs;

/// <summary>A job that is asked for. What is left out has the default of a job's specification.</summary>
internal sealed record CreateJobRequest
{
    /// <summary>The dataset's name, 1 to 100 characters.</summary>
    public required string Name { get; init; }

    /// <summary>The URLs to fetch; where the list itself is the body of the request, there are none here.</summary>
    public IReadOnlyList<string>? Urls { get; init; }

    /// <summary>Whether it begins at once, as it does when nothing is said; otherwise it waits for <c>POST /api/v1/jobs/{id}/start</c>.</summary>
    public bool? Start { get; init; }

    /// <summary>The most URLs to take.</summary>
    public int? MaxUrls { get; init; }

    /// <summary>URLs in a chunk, 1 to 500.</summary>
    public int? ChunkSlots { get; init; }

    /// <summary>How closely images are looked at: fast, medium or slow.</summary>
    public ValidationLevel? Validation { get; init; }

    /// <summary>The shortest side an image may have, in pixels.</summary>
    public int? MinSidePixels { get; init; }

    /// <summary>The longest side an image may have, in pixels.</summary>
    public int? MaxSidePixels { get; init; }

    /// <summary>The most pixels an image may have.</summary>
    public long? MaxPixels { get; init; }

    /// <summary>What an image must be and show.</summary>
    public ContentSpecification? Content { get; init; }

    /// <summary>What is made of each image; where it is left out, images stay as they came.</summary>
    public TransformSpecification? Transform { get; init; }

    /// <summary>What is done with images that are there twice; where it is left out, they are removed.</summary>
    public DeduplicationSpecification? Deduplication { get; init; }

    /// <summary>The specification of the job.</summary>
    public JobSpecification ToSpecification(string userId, UrlListSource list, string outputFolder)
    {
        var defaults = new JobSpecification { Name = Name, OutputFolder = outputFolder, Sources = [list], UserId = userId };
        return defaults with
        {
            MaxUrls = MaxUrls,
            ChunkSlots = ChunkSlots ?? defaults.ChunkSlots,
            ValidationLevel = Validation ?? defaults.ValidationLevel,
            MinSidePixels = MinSidePixels ?? defaults.MinSidePixels,
            MaxSidePixels = MaxSidePixels ?? defaults.MaxSidePixels,
            MaxPixels = MaxPixels ?? defaults.MaxPixels,
            Content = Content,
            Transform = Transform,
            Deduplication = Deduplication,
        };
    }
}

/// <summary>How the list that is a request's body is written.</summary>
/// <param name="Format">How it is written.</param>
/// <param name="UrlColumn">The column or property that holds the URL.</param>
/// <param name="CaptionColumn">The one that holds the caption.</param>
/// <param name="KeyColumn">The one that holds the user's own key.</param>
internal sealed record UploadedList(ListFormat Format, string UrlColumn, string CaptionColumn, string KeyColumn);

/// <summary>Which failures to redo.</summary>
/// <param name="Reason">The reason code, for example <c>http-503</c>; null for all.</param>
internal sealed record RetryRequest(string? Reason = null);

/// <summary>A retry has begun.</summary>
/// <param name="Id">The job.</param>
/// <param name="Urls">How many URLs had failed in the chunks that are begun anew.</param>
internal sealed record RetryTaken(string Id, int Urls);

/// <summary>A URL that will most likely not be fetched, told early; the job's account has the last word.</summary>
/// <param name="Line">Its place in the list, from 1.</param>
/// <param name="Problem">What is wrong with it.</param>
internal sealed record UrlNote(long Line, string Problem);

/// <summary>A job was accepted.</summary>
/// <param name="Job">The job.</param>
/// <param name="Notes">URLs that will most likely not be fetched; at most 20.</param>
internal sealed record JobCreated(JobView Job, IReadOnlyList<UrlNote> Notes);

/// <summary>A part of a list.</summary>
/// <param name="Data">The part.</param>
/// <param name="Next">What to give as <c>cursor</c> for the next part; null at the end.</param>
internal sealed record Page<T>(IReadOnlyList<T> Data, string? Next);
