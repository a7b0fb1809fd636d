using System.CommandLine;
using PixCrawler.Cli.Commands;
using PixCrawler.Cli.Exports;
using PixCrawler.Cli.Rendering;
using PixCrawler.Contracts.Datasets;
using PixCrawler.Contracts.Operations;

namespace PixCrawler.Cli.Tests.Commands;

public sealed class ExportCommandTests
{
    [Fact]
    public void Read_OfNothingButTheFolder_TakesTheDefaults()
    {
        var settings = Read("/data/birds");
        settings.Specification.ShouldBe(new ExportSpecification { Labels = settings.Specification.Labels });
        (settings.Output, settings.Name, settings.Link).ShouldBe(("/data/birds", "files", null));
    }

    [Fact]
    public void Read_OfEverything_TakesIt()
    {
        var settings = Read(
            "/data/birds", "--layout", "coco", "--archive", "tar.zst", "--level", "19", "--labels", "txt,JSON", "--labels", "yaml", "--split", "0.7,0.2,0.1",
            "--seed", "s", "--to", "s3://bucket/x", "--tier", "cold", "--link", "12h", "--allow-network", "10.0.0.0/8");
        var specification = settings.Specification;
        (specification.Layout, specification.Compression, specification.ZstdLevel, specification.Tier, specification.Target)
            .ShouldBe((ExportLayout.Coco, ExportCompression.TarZst, 19, StorageTier.Cold, "s3://bucket/x"));
        specification.Labels.ShouldBe([LabelFormat.Text, LabelFormat.Json, LabelFormat.Yaml]);
        specification.Split.ShouldBe(new ExportSplit(0.7, 0.2, 0.1, "s"));
        (settings.Name, settings.Link).ShouldBe(("coco-tar.zst", TimeSpan.FromHours(12)));
        settings.Process.Access.AllowedNetworks.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("--split", "0.8,0.1")]
    [InlineData("--split", "0.8,0.1,0.2")]
    [InlineData("--link", "8d")]
    [InlineData("--link", "0s")]
    [InlineData("--link", "1")]
    [InlineData("--labels", "xml")]
    [InlineData("--archive", "rar")]
    public void Parse_OfWhatIsNone_SaysWhatItMustBe(string option, string value)
    {
        var error = Command().Parse(["/data/birds", option, value]).Errors.ShouldHaveSingleItem();
        error.Message.ShouldStartWith(option);
    }

    private static Command Command() => ExportCommand.Create(new Terminal(TextWriter.Null, TextWriter.Null, isInteractive: false), TimeProvider.System);

    private static ExportSettings Read(params string[] args) => ExportCommand.Parse(args);
}
