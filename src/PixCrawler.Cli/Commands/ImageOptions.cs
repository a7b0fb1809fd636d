using System.CommandLine;
using System.CommandLine.Parsing;
using PixCrawler.Contracts.Jobs;
using PixCrawler.Contracts.Validation;

namespace PixCrawler.Cli.Commands;

/// <summary>The options of <c>crawl</c> that say which images are kept. What is made of them, and what becomes of duplicates, have classes of their own.</summary>
internal sealed class ImageOptions
{
    private static readonly JobSpecification Defaults = new() { Name = "", OutputFolder = "", Sources = [] };

    private readonly Option<ValidationLevel?> _validation = OptionKinds.Parsed("--validation", Levels, "medium",
        "How closely images are looked at: fast (structure), medium (decoded small, damage found) or slow (decoded in full, quality measured); the latter two need libvips.", "LEVEL");

    private readonly Option<int> _minSide = OptionKinds.Value("--min-side", Defaults.MinSidePixels, "Shortest side an image may have, in pixels, 1 to 16,384.", "PIXELS");

    private readonly Option<int> _maxSide = OptionKinds.Value("--max-side", Defaults.MaxSidePixels, "Longest side an image may have, in pixels, 1 to 65,535.", "PIXELS");

    private readonly Option<long> _maxPixels = OptionKinds.Value("--max-pixels", Defaults.MaxPixels, "Most pixels an image may have, 1 to 1,000,000,000.", "PIXELS");

    private readonly Option<string[]> _formats = Names("--formats", "The only formats that are kept, separated by commas: jpg, png, gif, webp, bmp, tif, avif, heic, ico. Default: all.");

    private readonly Option<string[]> _refusedFormats = Names("--refuse-formats", "Formats that are not kept, separated by commas. Default: none.");

    private readonly Option<int?> _minBytes = new("--min-bytes") { Description = "Fewest bytes an image may have, 1 to 1,073,741,824. Default: 1.", HelpName = "BYTES" };

    private readonly Option<int?> _maxBytes = new("--max-bytes") { Description = "Most bytes an image may have, 1 to 1,073,741,824; see --max-body-mib too. Default: 20,971,520.", HelpName = "BYTES" };

    private readonly Option<double?> _maxAspect = new("--max-aspect") { Description = "Most that the longest side may be, as a multiple of the shortest, from level medium on. Default: 20.", HelpName = "RATIO" };

    private readonly Option<bool> _rejectAnimated = new("--reject-animated") { Description = "Keep no animations (from level medium on)." };

    private readonly Option<bool> _keepUniform = new("--keep-uniform") { Description = "Keep images of one colour, too." };

    private readonly Option<int?> _rejectGrey = new("--reject-grey") { Description = "Keep no image whose channels differ by this many levels or less, 0 to 16 (from level medium on).", HelpName = "LEVELS" };

    private readonly Option<double?> _minBrightness = new("--min-brightness") { Description = "Least mean luma, 0 to 255 (level slow).", HelpName = "LUMA" };

    private readonly Option<double?> _maxBrightness = new("--max-brightness") { Description = "Most mean luma, 0 to 255 (level slow).", HelpName = "LUMA" };

    private readonly Option<double?> _minContrast = new("--min-contrast") { Description = "Least standard deviation of the luma, 0 to 127 (level slow).", HelpName = "LUMA" };

    private readonly Option<double?> _minEntropy = new("--min-entropy") { Description = "Least entropy of the luma in bits, 0 to 8 (level slow).", HelpName = "BITS" };

    private readonly Option<double?> _minSharpness = new("--min-sharpness") { Description = "Least variance of the Laplacian, 0 to 100,000; 100 is often chosen (level slow).", HelpName = "N" };

    private readonly Option<bool> _rejectBrokenProfiles = new("--reject-broken-profiles") { Description = "Keep no image whose colour profile is damaged (level slow)." };

    private readonly TransformOptions _transform = new();
    private readonly DuplicateOptions _duplicates = new();

    /// <summary>The words for levels.</summary>
    public static ValidationLevel? Levels(ArgumentResult result) => Choice.Parse(result, "--validation", new Dictionary<string, ValidationLevel?>
    {
        ["fast"] = ValidationLevel.Fast,
        ["medium"] = ValidationLevel.Medium,
        ["slow"] = ValidationLevel.Slow,
    });

    /// <summary>Puts the options on a command.</summary>
    public void AddTo(Command command)
    {
        Option[] options =
        [
            _validation, _minSide, _maxSide, _maxPixels, _formats, _refusedFormats, _minBytes, _maxBytes, _maxAspect, _rejectAnimated, _keepUniform, _rejectGrey,
            _minBrightness, _maxBrightness, _minContrast, _minEntropy, _minSharpness, _rejectBrokenProfiles,
        ];
        foreach (var option in options)
            command.Add(option);
        _transform.AddTo(command);
        _duplicates.AddTo(command);
    }

    /// <summary>The job with what was asked for; figures are judged later, all at once.</summary>
    public JobSpecification Read(ParseResult line, JobSpecification job)
    {
        var level = line.GetValue(_validation) ?? Defaults.ValidationLevel;
        var content = new ContentSpecification
        {
            Formats = NamesOf(line.GetValue(_formats)),
            RefusedFormats = NamesOf(line.GetValue(_refusedFormats)),
            MinBytes = line.GetValue(_minBytes),
            MaxBytes = line.GetValue(_maxBytes),
            MaxAspectRatio = line.GetValue(_maxAspect),
            RejectAnimated = line.GetValue(_rejectAnimated),
            KeepUniform = line.GetValue(_keepUniform),
            GreyUpToLevels = line.GetValue(_rejectGrey),
            MinBrightnessLevels = line.GetValue(_minBrightness),
            MaxBrightnessLevels = line.GetValue(_maxBrightness),
            MinContrastLevels = line.GetValue(_minContrast),
            MinEntropyBits = line.GetValue(_minEntropy),
            MinSharpness = line.GetValue(_minSharpness),
            RejectBrokenColourProfile = line.GetValue(_rejectBrokenProfiles),
        };
        return job with
        {
            ValidationLevel = level,
            MinSidePixels = line.GetValue(_minSide),
            MaxSidePixels = line.GetValue(_maxSide),
            MaxPixels = line.GetValue(_maxPixels),
            Content = content == new ContentSpecification() ? null : content,
            Transform = _transform.Read(line),
            Deduplication = _duplicates.Read(line, level),
        };
    }

    private static Option<string[]> Names(string name, string description) => new(name) { Description = description, HelpName = "NAMES" };

    private static string[]? NamesOf(string[]? values) => values is null or []
        ? null
        : [.. values.SelectMany(names => names.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).Select(ShortName).Distinct()];

    private static string ShortName(string format) => format.TrimStart('.').ToLowerInvariant() switch
    {
        "jpeg" => "jpg",
        "tiff" => "tif",
        "heif" => "heic",
        var name => name,
    };
}
