using System.CommandLine.Parsing;
using System.Globalization;
using PixCrawler.Cli.Commands;
using PixCrawler.Contracts.Datasets;
using PixCrawler.Contracts.Operations;

namespace PixCrawler.Cli.Exports;

/// <summary>Reads what an export is to be from the words of the command line.</summary>
internal static class ExportChoice
{
    private static readonly Dictionary<string, ExportCompression> Archives = new()
    {
        ["zip"] = ExportCompression.Zip,
        ["zip-deflate"] = ExportCompression.ZipDeflate,
        ["tar.zst"] = ExportCompression.TarZst,
    };

    public static ExportLayout Layout(ArgumentResult result) => Choice.Parse(
        result, "--layout", Enum.GetValues<ExportLayout>().ToDictionary(layout => layout.ToString().ToLowerInvariant()));

    public static ExportCompression Archive(ArgumentResult result) => Choice.Parse(result, "--archive", Archives);

    public static StorageTier Tier(ArgumentResult result) => Choice.Parse(
        result, "--tier", Enum.GetValues<StorageTier>().ToDictionary(tier => tier.ToString().ToLowerInvariant()));

    /// <summary>Formats of labels, separated by commas.</summary>
    public static LabelFormat[] Labels(ArgumentResult result)
    {
        Dictionary<string, LabelFormat> formats = new()
        {
            ["txt"] = LabelFormat.Text,
            ["json"] = LabelFormat.Json,
            ["csv"] = LabelFormat.Csv,
            ["yaml"] = LabelFormat.Yaml,
        };
        var labels = new List<LabelFormat>();
        foreach (var word in Words(result))
        {
            if (formats.TryGetValue(word.ToLowerInvariant(), out var format))
                labels.Add(format);
            else
                result.AddError($"--labels: must be some of {string.Join(", ", formats.Keys)}, separated by commas, not '{word}'");
        }

        return [.. labels.Distinct()];
    }

    /// <summary>Three shares, separated by commas; the seed is another option's.</summary>
    public static ExportSplit? Split(ArgumentResult result)
    {
        double[] shares =
        [
            .. Words(result).Select(word =>
                double.TryParse(word, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share) ? share : -1),
        ];
        if (shares.Length == 3 && shares.All(share => share is >= 0 and <= 1) && Math.Abs(shares.Sum() - 1) < 1e-9)
            return new ExportSplit(shares[0], shares[1], shares[2]);
        result.AddError("--split: must be three shares from 0 to 1 that add up to 1 (train, val, test), such as 0.8,0.1,0.1");
        return null;
    }

    /// <summary>A number and its unit: s, m, h or d.</summary>
    public static TimeSpan? Duration(ArgumentResult result)
    {
        var text = result.Tokens[^1].Value;
        var unit = text.Length == 0 ? ' ' : char.ToLowerInvariant(text[^1]);
        var seconds = unit switch { 's' => 1, 'm' => 60, 'h' => 3600, 'd' => 86_400, _ => 0 };
        if (seconds > 0 && int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && (long)count * seconds is >= 1 and <= 7 * 86_400)
            return TimeSpan.FromSeconds((long)count * seconds);
        result.AddError($"--link: must be 1s to 7d, a number and s, m, h or d, such as 12h, not '{text}'");
        return null;
    }

    /// <summary>A layout, and after a colon what it is packed into.</summary>
    public static ExportSpecification? Short(ArgumentResult result)
    {
        var words = result.Tokens[^1].Value.ToLowerInvariant().Split(':', 2);
        var layouts = Enum.GetValues<ExportLayout>().ToDictionary(layout => layout.ToString().ToLowerInvariant());
        var compression = ExportCompression.None;
        if (layouts.TryGetValue(words[0], out var layout) && (words.Length == 1 || Archives.TryGetValue(words[1], out compression)))
            return new ExportSpecification { Layout = layout, Compression = compression };
        result.AddError($"--export: must be {string.Join(", ", layouts.Keys)}, with :{string.Join(", :", Archives.Keys)} behind it or nothing, not '{result.Tokens[^1].Value}'");
        return null;
    }

    /// <summary>The name of an export that was given none.</summary>
    public static string NameOf(ExportLayout layout, ExportCompression compression)
    {
        var name = layout.ToString().ToLowerInvariant();
        return compression == ExportCompression.None ? name : $"{name}-{Archives.Single(archive => archive.Value == compression).Key}";
    }

    private static IEnumerable<string> Words(ArgumentResult result) => result.Tokens
        .SelectMany(token => token.Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}
