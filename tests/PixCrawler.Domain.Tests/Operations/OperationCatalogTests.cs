using System.ComponentModel.DataAnnotations;
using PixCrawler.Contracts.Operations;
using PixCrawler.Domain.Operations;

namespace PixCrawler.Domain.Tests.Operations;

/// <summary>A10: the limits and rates are those of the table.</summary>
public sealed class OperationCatalogTests
{
    public static TheoryData<OperationKind, int, int, int?> Table => new()
    {
        { OperationKind.DownloadFromSource, 1800, 3600, 10 },
        { OperationKind.GenerateKeywords, 300, 600, 5 },
        { OperationKind.GenerateLabels, 600, 900, null },
        { OperationKind.CheckDuplicates, 300, 600, null },
        { OperationKind.CheckIntegrity, 300, 600, null },
        { OperationKind.CheckAll, 600, 900, null },
        { OperationKind.ValidateImageFast, 5, 10, 1000 },
        { OperationKind.ValidateImageMedium, 15, 30, 500 },
        { OperationKind.ValidateImageSlow, 60, 120, 100 },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void A10_Of_ByDefault_IsTheTable(OperationKind kind, int soft, int hard, int? rate) =>
        new OperationCatalog().Of(kind).ShouldBe(new OperationLimits(soft, hard, rate));

    [Fact]
    public void A10_Table_HasEveryKind() => Table.Count.ShouldBe(Enum.GetValues<OperationKind>().Length);

    [Fact]
    public void Validate_ByDefault_Passes() => new OperationOptions().Validate();

    [Theory]
    [InlineData(1, 2, 1, true)]
    [InlineData(86_399, 86_400, 100_000, true)]
    [InlineData(1, 2, null, true)]
    [InlineData(0, 2, 1, false)]
    [InlineData(2, 2, 1, false)]
    [InlineData(86_400, 86_400, 1, false)]
    [InlineData(86_399, 86_401, 1, false)]
    [InlineData(1, 2, 0, false)]
    [InlineData(1, 2, 100_001, false)]
    public void Validate_AtTheBounds_KeepsThem(int soft, int hard, int? rate, bool ok)
    {
        var options = new OperationOptions { Catalog = new OperationCatalog { CheckAll = new OperationLimits(soft, hard, rate) } };
        if (ok)
            options.Validate();
        else
            Should.Throw<ValidationException>(options.Validate).Message.ShouldStartWith("CheckAll.");
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(100_000, true)]
    [InlineData(0, false)]
    [InlineData(100_001, false)]
    public void Validate_ForLineAndPlaces_KeepsTheRange(int count, bool ok)
    {
        OperationOptions[] all = [new() { MaxWaiting = count }, new() { MaxUnderWay = count }];
        foreach (var options in all)
        {
            if (ok)
                options.Validate();
            else
                Should.Throw<ValidationException>(options.Validate);
        }
    }
}
