using System.Text.Json;
using PixCrawler.Actors.Observability;
using Serilog;

namespace PixCrawler.Cli.Tests.Hosting;

/// <summary>What the one configuration says of each form (failure-semantics D5).</summary>
public sealed class LogFormsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Development_WritesAllToOneFileAndErrorsToAnother()
    {
        var settings = LogForms.Read(
            KeyValuePair.Create<string, string?>("Development:WriteTo:All:Args:path", _folder.Sub("pixcrawler.log")),
            KeyValuePair.Create<string, string?>("Development:WriteTo:Errors:Args:path", _folder.Sub("errors.log")));

        using (var log = new LoggerConfiguration().UseForm(settings, LogForms.Development).CreateLogger())
        {
            log.Debug("fine");
            log.Error("bad at {Url:l}", "http://h/?token=s3cret\n\u001b[2J");
        }

        File.ReadAllLines(_folder.Sub("pixcrawler.log")).Select(line => line[13..]).ShouldBe(["DEB fine", "ERR bad at http://h/?token=***\\u{A}\\u{1B}[2J"]);
        File.ReadAllLines(_folder.Sub("errors.log")).Select(line => line[13..]).ShouldBe(["ERR bad at http://h/?token=***\\u{A}\\u{1B}[2J"]);
    }

    [Theory]
    [InlineData("Dataset:WriteTo:File")]
    [InlineData("Development:WriteTo:All")]
    [InlineData("Development:WriteTo:Errors")]
    public void Files_RollAt10MBAndFiveAreKept(string sink)
    {
        var arguments = LogForms.Read([]).GetSection(sink + ":Args");

        (arguments["fileSizeLimitBytes"], arguments["rollOnFileSizeLimit"], arguments["retainedFileCountLimit"]).ShouldBe(("10485760", "True", "5"));
    }

    [Fact]
    public void Production_HasOneSink_JsonOnStandardOutput()
    {
        var sink = LogForms.Read([]).GetSection("Production:WriteTo").GetChildren().ShouldHaveSingleItem();

        (sink["Name"], sink["Args:formatter"]).ShouldBe(("Console", "PixCrawler.Actors.Observability.JsonLineFormatter, PixCrawler.Actors"));
        using var log = new LoggerConfiguration().UseForm(LogForms.Read([]), LogForms.Production).CreateLogger();
        (log.IsEnabled(Serilog.Events.LogEventLevel.Information), log.IsEnabled(Serilog.Events.LogEventLevel.Debug)).ShouldBe((true, false));
    }

    [Fact]
    public void Dataset_KeepsSingleAttemptsAndNoOtherDetails()
    {
        string path;
        using (var logging = new Cli.Hosting.Logging(TextWriter.Null, level: null))
        {
            logging.Logger.ForContext(Serilog.Core.Constants.SourceContextPropertyName, LogForms.AttemptsContext).Debug("attempt");
            logging.Logger.Debug("detail");
            path = logging.OpenFile(_folder.Path);
        }

        JsonDocument.Parse(File.ReadAllLines(path).ShouldHaveSingleItem()).RootElement.GetProperty("@m").GetString().ShouldBe("attempt");
    }

    public void Dispose() => _folder.Dispose();
}
