using PixCrawler.Contracts.Operations;
using PixCrawler.Contracts.Validation;

namespace PixCrawler.Actors.Tests.Operations;

/// <summary>The twelve operations by name, as seven contracts.</summary>
internal static class OperationCases
{
    private static readonly Dictionary<string, Func<OperationId, OperationCommand>> ByName = new()
    {
        ["download-google"] = id => new DownloadFromSource(id, "google", "cat", "/out"),
        ["download-bing"] = id => new DownloadFromSource(id, "bing", "cat", "/out"),
        ["download-baidu"] = id => new DownloadFromSource(id, "baidu", "cat", "/out"),
        ["download-duckduckgo"] = id => new DownloadFromSource(id, "duckduckgo", "cat", "/out"),
        ["generate-keywords"] = id => new GenerateKeywords(id, ["cat"]),
        ["generate-labels"] = id => new GenerateLabels(id, "/out", [LabelFormat.Json]),
        ["check-duplicates"] = id => new CheckDuplicates(id, "/out"),
        ["check-integrity"] = id => new CheckIntegrity(id, "/out"),
        ["check-all"] = id => new CheckAll(id, "/out"),
        ["validate-image-fast"] = id => new ValidateImageFile(id, "/a.png", ValidationLevel.Fast),
        ["validate-image-medium"] = id => new ValidateImageFile(id, "/a.png", ValidationLevel.Medium),
        ["validate-image-slow"] = id => new ValidateImageFile(id, "/a.png", ValidationLevel.Slow),
    };

    public static TheoryData<string> Names => [.. ByName.Keys];

    public static OperationId Id(int number) => new(new Guid(number, 0, 0, new byte[8]));

    public static OperationCommand Command(string name, int number = 1) =>
        ByName[name](Id(number)) with { JobId = new(new Guid(9, 9, 9, new byte[8])) };
}
