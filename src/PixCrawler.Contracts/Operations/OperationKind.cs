namespace PixCrawler.Contracts.Operations;

/// <summary>The operations that limits and rates are given for (failure-semantics A10).</summary>
public enum OperationKind
{
    /// <summary>Download images from a source; the rate holds for each source by itself.</summary>
    DownloadFromSource,

    /// <summary>Generate keywords.</summary>
    GenerateKeywords,

    /// <summary>Generate labels.</summary>
    GenerateLabels,

    /// <summary>Check a folder for duplicates.</summary>
    CheckDuplicates,

    /// <summary>Check a folder for damaged images.</summary>
    CheckIntegrity,

    /// <summary>Check a folder for both.</summary>
    CheckAll,

    /// <summary>Validate one image at level fast.</summary>
    ValidateImageFast,

    /// <summary>Validate one image at level medium.</summary>
    ValidateImageMedium,

    /// <summary>Validate one image at level slow.</summary>
    ValidateImageSlow,
}
