namespace PixCrawler.Imaging.Transforms;

/// <summary>How an image is resized. Sides are those of the turned image (EXIF orientation applied).</summary>
public enum ResizeMode
{
    /// <summary>It keeps its size.</summary>
    None,

    /// <summary>Ratio kept, the longest side as asked, then bordered to a square.</summary>
    Border,

    /// <summary>Ratio kept, the shortest side as asked.</summary>
    KeepRatio,

    /// <summary>Ratio kept, the longest side as asked.</summary>
    KeepRatioLargest,

    /// <summary>Ratio kept, the shortest side as asked, then the square in the middle.</summary>
    CenterCrop,
}

/// <summary>The formats that are written.</summary>
public enum OutputFormat
{
    /// <summary>JPEG, baseline. Alpha and animation are lost.</summary>
    Jpeg,

    /// <summary>PNG. Animation is lost.</summary>
    Png,

    /// <summary>WebP.</summary>
    WebP,
}

/// <summary>What becomes of animations.</summary>
public enum AnimationPolicy
{
    /// <summary>Their first frame is taken.</summary>
    FirstFrame,

    /// <summary>They stay animations where the format (WebP) and the resize (none, by ratio) allow it; else the first frame is taken.</summary>
    Keep,

    /// <summary>They are rejected.</summary>
    Reject,
}

/// <summary>What becomes of metadata in what is written.</summary>
public enum MetadataPolicy
{
    /// <summary>None is kept.</summary>
    Strip,

    /// <summary>EXIF is kept, but for its GPS part and the maker's notes; XMP and IPTC are not, for they may name places too.</summary>
    KeepWithoutLocation,

    /// <summary>Everything is kept, places too.</summary>
    KeepAll,
}

/// <summary>What was done to an image.</summary>
[Flags]
public enum TransformSteps
{
    /// <summary>It was encoded anew and no more.</summary>
    None = 0,

    /// <summary>Turned as EXIF says.</summary>
    Turned = 1,

    /// <summary>Resized.</summary>
    Resized = 1 << 1,

    /// <summary>Cropped.</summary>
    Cropped = 1 << 2,

    /// <summary>Bordered.</summary>
    Bordered = 1 << 3,

    /// <summary>Converted to sRGB from the colour profile it carried, or from another colour space.</summary>
    ConvertedToSrgb = 1 << 4,

    /// <summary>Alpha laid on the background.</summary>
    Flattened = 1 << 5,

    /// <summary>Frames after the first left out.</summary>
    DroppedFrames = 1 << 6,

    /// <summary>Metadata left out, all of it or what may name places.</summary>
    StrippedMetadata = 1 << 7,
}
