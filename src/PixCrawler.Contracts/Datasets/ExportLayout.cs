namespace PixCrawler.Contracts.Datasets;

/// <summary>How an exported dataset is laid out (docs/datasets.md has an example of each).</summary>
public enum ExportLayout
{
    /// <summary>The images under their hashes, with <c>index.jsonl</c> and <c>index.csv</c>.</summary>
    Files,

    /// <summary>Hugging Face <c>imagefolder</c>: split and class folders with a <c>metadata.jsonl</c> per split.</summary>
    ImageFolder,

    /// <summary>Tar shards as the WebDataset library reads them.</summary>
    WebDataset,

    /// <summary>Split folders with COCO annotation files: one box over the whole image per class label, and captions.</summary>
    Coco,

    /// <summary>Ultralytics' classification layout: split folders with class folders.</summary>
    Yolo,

    /// <summary>No images, only <c>index.jsonl</c> and <c>index.csv</c>.</summary>
    Index,
}

/// <summary>What an export is packed into.</summary>
public enum ExportCompression
{
    /// <summary>Nothing: files in a folder.</summary>
    None,

    /// <summary>One zip, members stored as they are; images do not compress.</summary>
    Zip,

    /// <summary>One zip, members deflated.</summary>
    ZipDeflate,

    /// <summary>One tar, compressed as a whole by Zstandard.</summary>
    TarZst,
}
