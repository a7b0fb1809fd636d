using PixCrawler.Contracts.Datasets;
using PixCrawler.Contracts.Operations;
using PixCrawler.Datasets.Exports;

namespace PixCrawler.Datasets.Tests.Exports;

public sealed class ExportOptionsTests
{
    private static readonly ExportOptions Valid = new() { Name = "pets" };

    public static readonly TheoryData<Func<ExportOptions, ExportOptions>, string?> Boundaries = new()
    {
        { options => options with { Name = " " }, "Name" },
        { options => options with { Name = new string('x', 100) }, null },
        { options => options with { Name = new string('x', 101) }, "Name" },
        { options => options with { ZstdLevel = 0 }, "ZstdLevel" },
        { options => options with { ZstdLevel = 1 }, null },
        { options => options with { ZstdLevel = 19 }, null },
        { options => options with { ZstdLevel = 20 }, "ZstdLevel" },
        { options => options with { MaxSamplesPerShard = 0 }, "MaxSamplesPerShard" },
        { options => options with { MaxSamplesPerShard = 1 }, null },
        { options => options with { MaxSamplesPerShard = 100_000 }, null },
        { options => options with { MaxSamplesPerShard = 100_001 }, "MaxSamplesPerShard" },
        { options => options with { MaxBytesPerShard = (1 << 20) - 1 }, "MaxBytesPerShard" },
        { options => options with { MaxBytesPerShard = 1 << 20 }, null },
        { options => options with { MaxBytesPerShard = 64L << 30 }, null },
        { options => options with { MaxBytesPerShard = (64L << 30) + 1 }, "MaxBytesPerShard" },
        { options => options with { MaxCategories = 0 }, "MaxCategories" },
        { options => options with { MaxCategories = 1_000_000 }, null },
        { options => options with { MaxCategories = 1_000_001 }, "MaxCategories" },
        { options => options with { Split = new SplitOptions(0.5, 0.5, 0.5) }, "Split" },
        { options => options with { Layout = ExportLayout.WebDataset, Compression = ExportCompression.Zip }, "Compression" },
        { options => options with { Layout = ExportLayout.Index, Labels = [LabelFormat.Json] }, "Labels" },
        { options => options with { Layout = (ExportLayout)99 }, "Layout" },
        { options => options with { Compression = (ExportCompression)99 }, "Compression" },
    };

    [Theory]
    [MemberData(nameof(Boundaries))]
    public void Validate_AtItsBoundaries_NamesTheField(Func<ExportOptions, ExportOptions> change, string? field) =>
        change(Valid).Validate().Select(error => error.Field).ShouldBe(field is null ? [] : [field]);
}
