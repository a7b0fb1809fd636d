using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using PixCrawler.Contracts.Jobs;

namespace PixCrawler.Cli.Commands;

/// <summary>The options of <c>crawl</c> that say what is made of each image. Without <c>--resize</c> and <c>--encode</c> its bytes stay as they came.</summary>
internal sealed class TransformOptions
{
    private static readonly Dictionary<string, ResizeKind> Kinds = new()
    {
        ["border"] = ResizeKind.Border,
        ["keep_ratio"] = ResizeKind.KeepRatio,
        ["keep_ratio_largest"] = ResizeKind.KeepRatioLargest,
        ["center_crop"] = ResizeKind.CenterCrop,
    };

    private readonly Option<(ResizeKind Kind, int Pixels)?> _resize = new("--resize")
    {
        Description = "Resize images, as MODE:PIXELS. Modes: border (longest side, bordered to a square), keep_ratio (shortest side), keep_ratio_largest "
            + "(longest side), center_crop (the square in the middle). Smaller images stay as small as they are. Default: images are stored as they came.",
        HelpName = "MODE:PIXELS",
        CustomParser = ParseResize,
    };

    private readonly Option<bool> _enlarge = new("--enlarge") { Description = "Resize smaller images, too." };

    private readonly Option<EncodedFormat?> _encode = new("--encode")
    {
        Description = "Encode images anew as jpg, png or webp: turned as EXIF says, in sRGB. Default: jpg with --resize, else not at all.",
        HelpName = "FORMAT",
        CustomParser = result => Choice.Parse(result, "--encode", new Dictionary<string, EncodedFormat?>
        {
            ["jpg"] = EncodedFormat.Jpeg,
            ["png"] = EncodedFormat.Png,
            ["webp"] = EncodedFormat.WebP,
        }),
    };

    private readonly Option<int?> _quality = new("--quality") { Description = "Quality of jpg and webp, 1 to 100. Default: 90.", HelpName = "N" };

    private readonly Option<bool> _lossless = new("--lossless") { Description = "Write webp without loss." };

    private readonly Option<AnimationRule?> _animation = new("--animation")
    {
        Description = "What becomes of animations that are encoded anew: first-frame, keep (webp) or reject. Default: first-frame.",
        HelpName = "WHAT",
        CustomParser = result => Choice.Parse(result, "--animation", new Dictionary<string, AnimationRule?>
        {
            ["first-frame"] = AnimationRule.FirstFrame,
            ["keep"] = AnimationRule.Keep,
            ["reject"] = AnimationRule.Reject,
        }),
    };

    private readonly Option<MetadataRule?> _keepMetadata = new("--keep-metadata")
    {
        Description = "Keep metadata of images that are encoded anew: without-location (EXIF but for places), or all. Default: none is kept.",
        HelpName = "WHICH",
        CustomParser = result => Choice.Parse(result, "--keep-metadata", new Dictionary<string, MetadataRule?>
        {
            ["without-location"] = MetadataRule.KeepWithoutLocation,
            ["all"] = MetadataRule.KeepAll,
        }),
    };

    /// <summary>Puts the options on a command.</summary>
    public void AddTo(Command command)
    {
        Option[] details = [_enlarge, _quality, _lossless, _animation, _keepMetadata];
        foreach (var option in details.Prepend(_encode).Prepend(_resize))
            command.Add(option);
        // Nobody's images are encoded anew for a word about metadata.
        command.Validators.Add(result =>
        {
            if (result.GetResult(_resize) is null && result.GetResult(_encode) is null
                && details.FirstOrDefault(option => result.GetResult(option) is { Implicit: false }) is { } detail)
                result.AddError($"{detail.Name} says how images are made anew; add --resize or --encode");
        });
    }

    /// <summary>What was asked for; null for nothing.</summary>
    public TransformSpecification? Read(ParseResult line)
    {
        var (resize, encode) = (line.GetValue(_resize), line.GetValue(_encode));
        return resize is null && encode is null ? null : new TransformSpecification
        {
            Resize = resize?.Kind ?? ResizeKind.None,
            SizePixels = resize?.Pixels,
            Enlarge = line.GetValue(_enlarge),
            Format = encode ?? EncodedFormat.Jpeg,
            Quality = line.GetValue(_quality),
            Lossless = line.GetValue(_lossless),
            Animation = line.GetValue(_animation) ?? AnimationRule.FirstFrame,
            Metadata = line.GetValue(_keepMetadata) ?? MetadataRule.Strip,
        };
    }

    private static (ResizeKind Kind, int Pixels)? ParseResize(ArgumentResult result)
    {
        var parts = result.Tokens[0].Value.Split(':');
        if (parts.Length == 2 && Kinds.TryGetValue(parts[0].Replace('-', '_'), out var kind)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var pixels))
            return (kind, pixels);
        result.AddError($"--resize: '{result.Tokens[0].Value}' is no way to resize; write {string.Join(", ", Kinds.Keys)}, a colon and pixels, such as keep_ratio:256");
        return null;
    }
}
