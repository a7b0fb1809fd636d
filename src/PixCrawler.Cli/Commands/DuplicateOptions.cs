using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using PixCrawler.Contracts.Jobs;
using PixCrawler.Contracts.Validation;

namespace PixCrawler.Cli.Commands;

/// <summary>The options that say what becomes of images that are there twice.</summary>
internal sealed class DuplicateOptions
{
    private readonly Option<DuplicateMode?> _mode = new("--duplicates")
    {
        Description = "What becomes of images that are there twice, by URL, bytes or look: off, report (duplicates.jsonl), remove, quarantine (moved to OUT/quarantine). "
            + "The largest is kept. Default: remove.",
        HelpName = "MODE",
        CustomParser = result => Choice.Parse(result, "--duplicates", Words),
    };

    private readonly Option<(int Difference, int Frequency)?> _nearDistance = new("--near-distance")
    {
        Description = "Bits in which dHash (0 to 11) and pHash (0 to 64) of images that look alike may differ, as D:P. Default: 7:12 from level medium on; looks don't count at level fast.",
        HelpName = "D:P",
        CustomParser = ParseDistance,
    };

    private readonly Option<bool> _exactOnly = new("--exact-only") { Description = "Only equal URLs and equal bytes make duplicates, not looks." };

    /// <summary>The words for modes.</summary>
    public static Dictionary<string, DuplicateMode?> Words { get; } = new()
    {
        ["off"] = DuplicateMode.Off,
        ["report"] = DuplicateMode.Report,
        ["remove"] = DuplicateMode.Remove,
        ["quarantine"] = DuplicateMode.Quarantine,
    };

    /// <summary>Puts the options on a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_mode);
        command.Add(_nearDistance);
        command.Add(_exactOnly);
    }

    /// <summary>What was asked for; null for the usual.</summary>
    public DeduplicationSpecification? Read(ParseResult line, ValidationLevel level)
    {
        var (mode, near, exactOnly) = (line.GetValue(_mode), line.GetValue(_nearDistance), line.GetValue(_exactOnly));
        return mode is null && near is null && !exactOnly ? null : new DeduplicationSpecification
        {
            Mode = mode ?? DuplicateMode.Remove,
            ExactOnly = exactOnly || (level == ValidationLevel.Fast && near is null),
            DifferenceBits = near?.Difference,
            FrequencyBits = near?.Frequency,
        };
    }

    private static (int Difference, int Frequency)? ParseDistance(ArgumentResult result)
    {
        var parts = result.Tokens[0].Value.Split(':');
        if (parts.Length == 2 && TryParse(parts[0], out var difference) && TryParse(parts[1], out var frequency))
            return (difference, frequency);
        result.AddError($"--near-distance: '{result.Tokens[0].Value}' is no distance; write bits of dHash and of pHash, such as 7:12");
        return null;
    }

    private static bool TryParse(string text, out int bits) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out bits);
}
