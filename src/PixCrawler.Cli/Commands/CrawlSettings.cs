using System.ComponentModel.DataAnnotations;
using PixCrawler.Actors.Hosting;
using PixCrawler.Contracts.Datasets;
using PixCrawler.Contracts.Jobs;
using Serilog.Events;

namespace PixCrawler.Cli.Commands;

/// <summary>How a crawl is shown.</summary>
internal enum ViewKind
{
    /// <summary>Live on a terminal, plain lines elsewhere.</summary>
    Auto,

    /// <summary>One JSON object a line.</summary>
    Json,

    /// <summary>One line at the end.</summary>
    Quiet,
}

/// <summary>What was asked for on the command line.</summary>
/// <param name="Job">What to crawl.</param>
/// <param name="Process">How the process works.</param>
/// <param name="View">How it is shown.</param>
/// <param name="LogLevel">The least level of log lines on standard error; null for none.</param>
/// <param name="NoColor">Whether to do without colours.</param>
internal sealed record CrawlSettings(JobSpecification Job, PixCrawlerOptions Process, ViewKind View, LogEventLevel? LogLevel, bool NoColor)
{
    /// <summary>Whether to go on with the job that was begun in the folder.</summary>
    public bool Resume { get; init; }

    /// <summary>A journal other than the folder's own; null for that.</summary>
    public JournalOptions? Journal { get; init; }

    /// <summary>What is to be exported once the crawl has ended; null for nothing.</summary>
    public ExportSpecification? Export { get; init; }

    /// <summary>Finds everything that is wrong, in the words of the command line.</summary>
    public IReadOnlyList<FieldError> Validate()
    {
        var results = new List<ValidationResult>();
        Validator.TryValidateObject(Process, new ValidationContext(Process), results, validateAllProperties: true);
        return
        [
            .. JobSpecificationValidator.Validate(Job).Where(error => !Resume || error.Field != nameof(JobSpecification.Sources))
                .Concat(results.Select(ToError))
                .Concat(Process.Http.Validate())
                .Concat(Process.Access.Validate())
                .Concat(Process.Politeness.Validate())
                .Select(OptionNames.Of),
        ];
    }

    private static FieldError ToError(ValidationResult result)
    {
        var field = result.MemberNames.First();
        return new FieldError(field, result.ErrorMessage!.Replace($"The field {field} ", "", StringComparison.Ordinal).TrimEnd('.'));
    }
}
