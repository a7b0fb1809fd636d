namespace PixCrawler.Contracts.Jobs;

/// <summary>
/// What an image must be and show to be kept, beyond being whole. What is left out (null or false) keeps the usual: every format, 1 byte to
/// 20 MiB, no side longer than 20 times the other, none of one colour. Figures equal to their limit pass.
/// </summary>
public sealed record ContentSpecification
{
    /// <summary>The file endings of formats that exist: what <see cref="Formats"/> and <see cref="RefusedFormats"/> may name.</summary>
    public static IReadOnlyList<string> KnownFormats { get; } = ["jpg", "png", "gif", "webp", "bmp", "tif", "avif", "heic", "ico"];

    /// <summary>The only formats that are taken, as file endings without a dot; null for all.</summary>
    public IReadOnlyList<string>? Formats { get; init; }

    /// <summary>Formats that are not taken, as file endings without a dot; null for none.</summary>
    public IReadOnlyList<string>? RefusedFormats { get; init; }

    /// <summary>Fewest bytes a file may have, 1 to 1 GiB. Default 1.</summary>
    public int? MinBytes { get; init; }

    /// <summary>Most bytes a file may have, 1 to 1 GiB. Default 20 MiB.</summary>
    public int? MaxBytes { get; init; }

    /// <summary>Most that the longest side may be, as a multiple of the shortest, 1 to 1,000,000. Default 20. Judged from level medium on.</summary>
    public double? MaxAspectRatio { get; init; }

    /// <summary>Whether images of several frames are rejected. Judged from level medium on.</summary>
    public bool RejectAnimated { get; init; }

    /// <summary>Whether images of one colour are kept.</summary>
    public bool KeepUniform { get; init; }

    /// <summary>Levels up to which the channels of an image of one colour may vary, 0 to 16. Default 2. Judged from level medium on.</summary>
    public int? UniformUpToLevels { get; init; }

    /// <summary>Levels up to which the channels of a pixel of a grey image may differ, 0 to 16: grey images are then rejected. Default: they are kept. Judged from level medium on.</summary>
    public int? GreyUpToLevels { get; init; }

    /// <summary>Least mean luma in levels, 0 to 255. Judged at level slow.</summary>
    public double? MinBrightnessLevels { get; init; }

    /// <summary>Most mean luma in levels, 0 to 255. Judged at level slow.</summary>
    public double? MaxBrightnessLevels { get; init; }

    /// <summary>Least standard deviation of the luma in levels, 0 to 127. Judged at level slow.</summary>
    public double? MinContrastLevels { get; init; }

    /// <summary>Least entropy of the luma's histogram in bits, 0 to 8. Judged at level slow.</summary>
    public double? MinEntropyBits { get; init; }

    /// <summary>Least variance of the Laplacian in squared levels, 0 to 100,000; less is blurred. Judged at level slow.</summary>
    public double? MinSharpness { get; init; }

    /// <summary>Whether an image whose colour profile is damaged is rejected. Judged at level slow.</summary>
    public bool RejectBrokenColourProfile { get; init; }
}
