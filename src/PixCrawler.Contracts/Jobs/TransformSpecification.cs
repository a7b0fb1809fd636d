namespace PixCrawler.Contracts.Jobs;

/// <summary>How an image is resized. Sides are those of the image as it is shown (EXIF orientation applied).</summary>
public enum ResizeKind
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
public enum EncodedFormat
{
    /// <summary>JPEG; alpha and animation are lost.</summary>
    Jpeg,

    /// <summary>PNG; animation is lost.</summary>
    Png,

    /// <summary>WebP.</summary>
    WebP,
}

/// <summary>What becomes of animations that are encoded anew.</summary>
public enum AnimationRule
{
    /// <summary>Their first frame is taken.</summary>
    FirstFrame,

    /// <summary>They stay animations where format (WebP) and resize (none, by ratio) allow it.</summary>
    Keep,

    /// <summary>They are rejected.</summary>
    Reject,
}

/// <summary>What becomes of metadata in what is encoded anew.</summary>
public enum MetadataRule
{
    /// <summary>None is kept.</summary>
    Strip,

    /// <summary>EXIF is kept, but for its GPS part and the maker's notes.</summary>
    KeepWithoutLocation,

    /// <summary>Everything is kept, places too.</summary>
    KeepAll,
}

/// <summary>What is made of each image before it is stored. A job without it stores the bytes as they came.</summary>
public sealed record TransformSpecification
{
    /// <summary>How to resize. Default not at all.</summary>
    public ResizeKind Resize { get; init; }

    /// <summary>The side that <see cref="Resize"/> speaks of, in pixels, 1 to 16,384. Default 256.</summary>
    public int? SizePixels { get; init; }

    /// <summary>Whether smaller images are enlarged, bordered and cropped too. Default no: they keep their size.</summary>
    public bool Enlarge { get; init; }

    /// <summary>The format written. Default JPEG.</summary>
    public EncodedFormat Format { get; init; }

    /// <summary>Quality of lossy JPEG and WebP, 1 to 100. Default 90.</summary>
    public int? Quality { get; init; }

    /// <summary>Whether WebP is written without loss; PNG always is, JPEG can't be.</summary>
    public bool Lossless { get; init; }

    /// <summary>What becomes of animations. Default the first frame.</summary>
    public AnimationRule Animation { get; init; }

    /// <summary>What becomes of metadata. Default none is kept.</summary>
    public MetadataRule Metadata { get; init; }
}
