namespace PixCrawler.Contracts.Validation;

/// <summary>How closely an image is looked at before it is kept.</summary>
public enum ValidationLevel
{
    /// <summary>Header, structure to the end marker, limits, agreement of types. No decoder needed.</summary>
    Fast,

    /// <summary>Fast, and a decode at reduced scale that finds truncated and corrupt data. Needs libvips.</summary>
    Medium,

    /// <summary>Fast, and a decode at full resolution. Needs libvips.</summary>
    Slow,
}
