namespace PixCrawler.Contracts.Sources;

/// <summary>How a URL list is written. Each may also be gzip-compressed; that is found by its magic bytes.</summary>
public enum ListFormat
{
    /// <summary>Chosen by the file name's ending (.txt .csv .tsv .json .jsonl .ndjson, each also .gz); text where it says nothing.</summary>
    Auto,

    /// <summary>One URL a line; empty lines and lines that start with # are passed over.</summary>
    Text,

    /// <summary>Comma-separated values with a header line (RFC 4180).</summary>
    Csv,

    /// <summary>Tab-separated values with a header line.</summary>
    Tsv,

    /// <summary>One JSON array of objects or strings.</summary>
    Json,

    /// <summary>One JSON object or string a line.</summary>
    JsonLines,
}
