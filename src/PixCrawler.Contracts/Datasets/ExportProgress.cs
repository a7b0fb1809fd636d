namespace PixCrawler.Contracts.Datasets;

/// <summary>What an export is doing.</summary>
public enum ExportStage
{
    /// <summary>Reading the manifests.</summary>
    Indexing,

    /// <summary>Writing.</summary>
    Writing,

    /// <summary>Reading back what was written.</summary>
    Checking,

    /// <summary>Putting it into a store.</summary>
    Uploading,
}

/// <summary>How far an export is.</summary>
/// <param name="Stage">What it is doing.</param>
/// <param name="Files">Files done in this stage: images, and when uploading, what is put into the store.</param>
/// <param name="TotalFiles">Files there are; 0 while that is not known.</param>
/// <param name="Bytes">Their bytes done.</param>
/// <param name="TotalBytes">The bytes there are; 0 while that is not known.</param>
public readonly record struct ExportProgress(ExportStage Stage, long Files, long TotalFiles, long Bytes, long TotalBytes);
