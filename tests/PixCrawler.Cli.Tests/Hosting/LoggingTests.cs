using System.Text.Json;
using PixCrawler.Cli.Hosting;
using Serilog.Events;

namespace PixCrawler.Cli.Tests.Hosting;

public sealed class LoggingTests : IDisposable
{
    private const string Hostile = "http://a/\n00:00:00.000 ERR forged \u001b[2J";

    private readonly Screen _screen = new();
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void OpenFile_AfterEventsWereLogged_WritesThemAllInOrderAsJson()
    {
        string path;
        using (var logging = new Logging(_screen.Terminal.Error, level: null))
        {
            logging.Logger.Information("before {Number}", 1);
            logging.Logger.Debug("too fine");
            path = logging.OpenFile(_folder.Path);
            logging.Logger.Warning("after {Url}", Hostile);
        }

        var lines = Directory.GetFiles(Path.GetDirectoryName(path)!).ShouldHaveSingleItem();
        var events = File.ReadAllLines(lines).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        events.Select(entry => entry.GetProperty("@mt").GetString()).ShouldBe(["before {Number}", "after {Url}"]);
        events[1].GetProperty("Url").GetString().ShouldBe(Hostile);
        _screen.Error.ShouldBeEmpty();
    }

    [Fact]
    public void Logger_WithoutAFile_WritesNothing()
    {
        using (var logging = new Logging(_screen.Terminal.Error, level: null))
            logging.Logger.Error("lost");

        Directory.EnumerateFileSystemEntries(_folder.Path).ShouldBeEmpty();
    }

    [Fact]
    public void Logger_WithALevel_WritesSafeLinesFromThatLevelUp()
    {
        using (var logging = new Logging(_screen.Terminal.Error, LogEventLevel.Warning))
        {
            logging.Logger.Information("quiet");
            logging.Logger.Warning("at {Url:l}", Hostile);
        }

        var line = _screen.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldHaveSingleItem();
        line.ShouldEndWith("WAR at http://a/\\u{A}00:00:00.000 ERR forged \\u{1B}[2J");
    }

    public void Dispose() => _folder.Dispose();
}
