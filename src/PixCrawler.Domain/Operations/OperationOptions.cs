using System.ComponentModel.DataAnnotations;

namespace PixCrawler.Domain.Operations;

/// <summary>How stand-alone operations are carried out. Section <c>PixCrawler:Operations</c> in the configuration.</summary>
public sealed class OperationOptions
{
    /// <summary>Operations that are under way at once, those that wait for a restart included.</summary>
    /// <value>Default 1,000; 1 to 100,000.</value>
    [Range(1, 100_000)]
    public int MaxUnderWay { get; set; } = 1000;

    /// <summary>Operations of one kind (of one source, for downloads) that wait for their start at once; one more is refused.</summary>
    /// <value>Default 1,000; 1 to 100,000.</value>
    [Range(1, 100_000)]
    public int MaxWaiting { get; set; } = 1000;

    /// <summary>The limits and rates of each operation.</summary>
    public OperationCatalog Catalog { get; set; } = new();

    /// <summary>Judges all figures.</summary>
    /// <exception cref="ValidationException">One is out of its range; the message names it.</exception>
    public void Validate()
    {
        Validator.ValidateObject(this, new ValidationContext(this), validateAllProperties: true);
        Catalog.Validate();
    }
}
