using System.Text.Json;
using PixCrawler.Actors.Observability;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting;

namespace PixCrawler.Actors.Tests.Observability;

/// <summary>Whatever the web sends, a log event stays one line and says what was meant (failure-semantics D6, log injection).</summary>
public sealed class LogLinesTests
{
    public static TheoryData<string> Hostile { get; } =
    [
        "http://a/%0d%0aFATAL forged",
        "http://a/\r\n{\"@t\":\"2020-01-01T00:00:00Z\",\"@l\":\"Fatal\",\"@m\":\"forged\"}",
        "\u001b[2J\u001b[31mred",
        "\u202egnp.evil\u2066\u2069\u0085\u2028\u2029\u009b2J\0",
        "{JobId} {Secret} {@Url:l} {{",
        "\"}],\"Level\":\"Fatal\"",
        "\ud800 lone",
    ];

    [Theory]
    [MemberData(nameof(Hostile))]
    public void JsonLine_WithHostileText_IsOneAsciiLineThatReadsBack(string text)
    {
        var line = Written(new JsonLineFormatter(), log => log.ForContext("JobId", "j").Warning("at {Url} end", text));

        line.ShouldEndWith("\n");
        line[..^1].ShouldAllBe(character => character >= ' ' && character < 127);
        var json = JsonDocument.Parse(line).RootElement;
        json.GetProperty("Url").GetString().ShouldBe(text.Replace('\ud800', '\ufffd'));
        json.GetProperty("@l").GetString().ShouldBe("Warning");
        json.GetProperty("@mt").GetString().ShouldBe("at {Url} end");
        json.GetProperty("@m").GetString()!.ShouldStartWith("at ");
        json.GetProperty("JobId").GetString().ShouldBe("j");
        json.EnumerateObject().Count().ShouldBe(6);
    }

    [Theory]
    [MemberData(nameof(Hostile))]
    public void ReadableLine_WithHostileText_IsOneLineThatActsOnNothing(string text)
    {
        var line = Written(new ReadableFormatter(), log => log.Warning("at {Url:l} end", text));

        line.Split('\n').Length.ShouldBe(2);
        line.TrimEnd().ShouldAllBe(character => !char.IsControl(character) && char.GetUnicodeCategory(character) != System.Globalization.UnicodeCategory.Format);
        line.ShouldContain(" WAR at ");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Lines_WithAServerMessageOf10MB_AreCut(bool json)
    {
        ITextFormatter formatter = json ? new JsonLineFormatter() : new ReadableFormatter();
        var message = new string('m', 10_000_000);

        var line = Written(formatter, log => log.ForContext("Other", message).Error(new InvalidOperationException(message), "said {Text}", message));

        line.Length.ShouldBeLessThan(20_000);
        line.ShouldContain(json ? "(\\u002B9998976)" : "…(+9998976)");
    }

    [Fact]
    public void Lines_WithSecretsInValuesAndErrors_HoldNone()
    {
        const string canary = "c4nary";
        foreach (var formatter in new ITextFormatter[] { new JsonLineFormatter(), new ReadableFormatter() })
        {
            var line = Written(formatter, log => log
                .ForContext("Uri", new Uri($"http://user:{canary}@host/?sig={canary}"))
                .ForContext("Headers", new[] { $"Authorization: Bearer {canary}", $"Cookie: {canary}" })
                .ForContext("Map", new Dictionary<string, string> { ["at"] = $"https://h/?X-Amz-Signature={canary}" })
                .Error(new InvalidOperationException($"at http://h/?token={canary}"), "went to {Url:l}", $"http://h/?key={canary}"));
            line.ShouldNotContain(canary);
            line.ShouldContain("***");
        }
    }

    private static string Written(ITextFormatter formatter, Action<ILogger> write)
    {
        var sink = new Sink(formatter);
        write(new LoggerConfiguration().MinimumLevel.Verbose().Enrich.WithSafeText().WriteTo.Sink(sink).CreateLogger());
        return sink.Output.ToString();
    }

    private sealed class Sink(ITextFormatter formatter) : ILogEventSink
    {
        public StringWriter Output { get; } = new() { NewLine = "\n" };

        public void Emit(LogEvent logEvent) => formatter.Format(logEvent, Output);
    }
}
