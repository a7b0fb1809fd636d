using System.ComponentModel.DataAnnotations;
using PixCrawler.Contracts.Operations;

namespace PixCrawler.Domain.Operations;

/// <summary>
/// The limits and rates of all operations; the defaults are the table of failure-semantics A10. Section
/// <c>PixCrawler:Operations:Catalog</c> in the configuration.
/// </summary>
public sealed class OperationCatalog
{
    /// <summary>Download from a source.</summary>
    /// <value>Default 1,800 and 3,600 s, 10 starts a minute for each source.</value>
    public OperationLimits DownloadFromSource { get; set; } = new(1800, 3600, 10);

    /// <summary>Generate keywords.</summary>
    /// <value>Default 300 and 600 s, 5 starts a minute.</value>
    public OperationLimits GenerateKeywords { get; set; } = new(300, 600, 5);

    /// <summary>Generate labels.</summary>
    /// <value>Default 600 and 900 s, no rate.</value>
    public OperationLimits GenerateLabels { get; set; } = new(600, 900);

    /// <summary>Check for duplicates.</summary>
    /// <value>Default 300 and 600 s, no rate.</value>
    public OperationLimits CheckDuplicates { get; set; } = new(300, 600);

    /// <summary>Check for damaged images.</summary>
    /// <value>Default 300 and 600 s, no rate.</value>
    public OperationLimits CheckIntegrity { get; set; } = new(300, 600);

    /// <summary>Check for both.</summary>
    /// <value>Default 600 and 900 s, no rate.</value>
    public OperationLimits CheckAll { get; set; } = new(600, 900);

    /// <summary>Validate an image at level fast.</summary>
    /// <value>Default 5 and 10 s, 1,000 starts a minute.</value>
    public OperationLimits ValidateImageFast { get; set; } = new(5, 10, 1000);

    /// <summary>Validate an image at level medium.</summary>
    /// <value>Default 15 and 30 s, 500 starts a minute.</value>
    public OperationLimits ValidateImageMedium { get; set; } = new(15, 30, 500);

    /// <summary>Validate an image at level slow.</summary>
    /// <value>Default 60 and 120 s, 100 starts a minute.</value>
    public OperationLimits ValidateImageSlow { get; set; } = new(60, 120, 100);

    /// <summary>The limits of a kind.</summary>
    /// <param name="kind">The kind.</param>
    /// <returns>Its limits.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such kind.</exception>
    public OperationLimits Of(OperationKind kind) => kind switch
    {
        OperationKind.DownloadFromSource => DownloadFromSource,
        OperationKind.GenerateKeywords => GenerateKeywords,
        OperationKind.GenerateLabels => GenerateLabels,
        OperationKind.CheckDuplicates => CheckDuplicates,
        OperationKind.CheckIntegrity => CheckIntegrity,
        OperationKind.CheckAll => CheckAll,
        OperationKind.ValidateImageFast => ValidateImageFast,
        OperationKind.ValidateImageMedium => ValidateImageMedium,
        OperationKind.ValidateImageSlow => ValidateImageSlow,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "unknown operation"),
    };

    /// <summary>Judges all figures.</summary>
    /// <exception cref="ValidationException">One is out of its range; the message names it.</exception>
    public void Validate()
    {
        foreach (var kind in Enum.GetValues<OperationKind>())
            Of(kind).Validate(kind.ToString());
    }
}
