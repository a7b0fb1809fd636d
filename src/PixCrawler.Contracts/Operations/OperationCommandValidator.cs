using PixCrawler.Contracts.Jobs;

namespace PixCrawler.Contracts.Operations;

/// <summary>Judges an <see cref="OperationCommand"/> by itself; what only the machine knows (files, folders) is judged when it runs.</summary>
public static class OperationCommandValidator
{
    /// <summary>Finds everything that is wrong with a command.</summary>
    /// <param name="command">The command.</param>
    /// <returns>One entry per problem; empty when it is in order.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The command is of a kind this version does not know.</exception>
    public static IReadOnlyList<FieldError> Validate(OperationCommand command)
    {
        ArgumentNullException.ThrowIfNull(command);
        return [.. (command switch
        {
            DownloadFromSource download => Check(download),
            GenerateKeywords generate => Check(generate),
            GenerateLabels generate => Check(generate),
            CheckDuplicates check => Folder(check.DatasetFolder, nameof(check.DatasetFolder)),
            CheckIntegrity check =>
            [
                .. Folder(check.DatasetFolder, nameof(check.DatasetFolder)), Range(nameof(check.MaxNamed), check.MaxNamed, 0, 100_000),
                That(check.Level is not { } level || Enum.IsDefined(level), nameof(check.Level), "must be fast, medium or slow"),
            ],
            CheckAll check => Folder(check.DatasetFolder, nameof(check.DatasetFolder)),
            ValidateImageFile validate =>
            [
                That(!string.IsNullOrWhiteSpace(validate.Path), nameof(validate.Path), "name the image file"),
                That(Enum.IsDefined(validate.Level), nameof(validate.Level), "must be fast, medium or slow"),
            ],
            _ => throw new ArgumentOutOfRangeException(nameof(command), command, "unknown operation"),
        }).OfType<FieldError>()];
    }

    private static IEnumerable<FieldError?> Check(DownloadFromSource download) =>
    [
        That(!string.IsNullOrWhiteSpace(download.Source), nameof(download.Source), "name the source"),
        That(download.Keyword is { Length: >= 1 and <= 200 } && !string.IsNullOrWhiteSpace(download.Keyword),
            nameof(download.Keyword), "give a keyword of 1 to 200 characters"),
        .. Folder(download.OutputFolder, nameof(download.OutputFolder)),
        Range(nameof(download.MaxImages), download.MaxImages, 1, 1_000_000),
    ];

    private static IEnumerable<FieldError?> Check(GenerateKeywords generate) =>
    [
        That(generate.BaseKeywords.Count > 0 && generate.BaseKeywords.All(keyword => !string.IsNullOrWhiteSpace(keyword)),
            nameof(generate.BaseKeywords), "give at least one keyword, and none that is empty"),
        Range(nameof(generate.Count), generate.Count, 1, 1000),
    ];

    private static IEnumerable<FieldError?> Check(GenerateLabels generate) =>
    [
        .. Folder(generate.DatasetFolder, nameof(generate.DatasetFolder)),
        That(generate.Formats.Count > 0 && generate.Formats.All(Enum.IsDefined),
            nameof(generate.Formats), "name at least one of text, json, csv, yaml"),
    ];

    private static IEnumerable<FieldError?> Folder(string folder, string field) =>
        [That(!string.IsNullOrWhiteSpace(folder), field, "name the folder")];

    private static FieldError? Range(string field, int value, int min, int max) =>
        That(value >= min && value <= max, field, $"must be from {min:N0} to {max:N0}, not {value:N0}");

    private static FieldError? That(bool ok, string field, string problem) => ok ? null : new FieldError(field, problem);
}
