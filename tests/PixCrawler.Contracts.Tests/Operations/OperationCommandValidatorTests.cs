using PixCrawler.Contracts.Operations;
using PixCrawler.Contracts.Validation;

namespace PixCrawler.Contracts.Tests.Operations;

public sealed class OperationCommandValidatorTests
{
    private static readonly OperationId Id = new(new Guid(1, 0, 0, new byte[8]));

    public static TheoryData<OperationCommand> Valid =>
    [
        new DownloadFromSource(Id, "bing", "cat", "/out"),
        new DownloadFromSource(Id, "bing", new string('k', 200), "/out") { MaxImages = 1 },
        new DownloadFromSource(Id, "bing", "k", "/out") { MaxImages = 1_000_000 },
        new GenerateKeywords(Id, ["cat"]) { Count = 1 },
        new GenerateKeywords(Id, ["cat", "dog"]) { Count = 1000 },
        new GenerateLabels(Id, "/out", [LabelFormat.Text, LabelFormat.Yaml]),
        new CheckDuplicates(Id, "/out"),
        new CheckIntegrity(Id, "/out") { MaxNamed = 0 },
        new CheckIntegrity(Id, "/out") { MaxNamed = 100_000 },
        new CheckAll(Id, "/out"),
        new ValidateImageFile(Id, "a.png", ValidationLevel.Slow),
    ];

    public static TheoryData<OperationCommand, string> Invalid => new()
    {
        { new DownloadFromSource(Id, " ", "cat", "/out"), "Source" },
        { new DownloadFromSource(Id, "bing", "", "/out"), "Keyword" },
        { new DownloadFromSource(Id, "bing", "  ", "/out"), "Keyword" },
        { new DownloadFromSource(Id, "bing", new string('k', 201), "/out"), "Keyword" },
        { new DownloadFromSource(Id, "bing", "cat", ""), "OutputFolder" },
        { new DownloadFromSource(Id, "bing", "cat", "/out") { MaxImages = 0 }, "MaxImages" },
        { new DownloadFromSource(Id, "bing", "cat", "/out") { MaxImages = 1_000_001 }, "MaxImages" },
        { new GenerateKeywords(Id, []), "BaseKeywords" },
        { new GenerateKeywords(Id, ["cat", " "]), "BaseKeywords" },
        { new GenerateKeywords(Id, ["cat"]) { Count = 0 }, "Count" },
        { new GenerateKeywords(Id, ["cat"]) { Count = 1001 }, "Count" },
        { new GenerateLabels(Id, "", [LabelFormat.Json]), "DatasetFolder" },
        { new GenerateLabels(Id, "/out", []), "Formats" },
        { new GenerateLabels(Id, "/out", [(LabelFormat)99]), "Formats" },
        { new CheckDuplicates(Id, " "), "DatasetFolder" },
        { new CheckIntegrity(Id, ""), "DatasetFolder" },
        { new CheckIntegrity(Id, "/out") { MaxNamed = -1 }, "MaxNamed" },
        { new CheckIntegrity(Id, "/out") { MaxNamed = 100_001 }, "MaxNamed" },
        { new CheckAll(Id, ""), "DatasetFolder" },
        { new ValidateImageFile(Id, "", ValidationLevel.Fast), "Path" },
        { new ValidateImageFile(Id, "a.png", (ValidationLevel)99), "Level" },
    };

    [Theory]
    [MemberData(nameof(Valid))]
    public void Validate_WhenTheCommandIsInOrder_FindsNothing(OperationCommand command) =>
        OperationCommandValidator.Validate(command).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Invalid))]
    public void Validate_WhenOneFieldIsWrong_NamesThatFieldAndWhatToDo(OperationCommand command, string field)
    {
        var error = OperationCommandValidator.Validate(command).ShouldHaveSingleItem();
        error.Field.ShouldBe(field);
        error.Problem.ShouldNotBeNullOrWhiteSpace();
    }

    [Fact]
    public void Validate_WhenSeveralFieldsAreWrong_NamesThemAll() =>
        OperationCommandValidator.Validate(new DownloadFromSource(Id, "", "", "") { MaxImages = 0 })
            .Select(error => error.Field).ShouldBe(["Source", "Keyword", "OutputFolder", "MaxImages"]);
}
