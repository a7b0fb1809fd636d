using System.CommandLine;
using PixCrawler.Cli.Explain;
using PixCrawler.Cli.Logs;
using PixCrawler.Cli.Rendering;

namespace PixCrawler.Cli.Commands;

/// <summary><c>pixcrawl explain</c>: why a URL ended as it did, or how a job stands and what it waits for.</summary>
internal static class ExplainCommand
{
    private static readonly Argument<string> Output = new("OUT") { Description = "The dataset's folder." };

    private static readonly Argument<string?> Url = new("URL")
    {
        Description = "A URL of the list, as it stands there. Left out: the whole job, reason by reason.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public static Command Create(Terminal terminal, TimeProvider time)
    {
        var command = new Command("explain", "Say why a URL ended as it did, or why a job waits. Exit 0, or 64 where there is no such dataset or URL.")
        {
            Output, Url,
        };
        command.SetAction((line, cancellationToken) =>
            RunAsync(Path.GetFullPath(line.GetValue(Output)!), line.GetValue(Url), terminal, time, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string output, string? url, Terminal terminal, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(Path.Combine(output, "manifest")))
        {
            terminal.Error.WriteLine($"OUT: {SafeText.Line(output)} is no dataset; name the folder a crawl wrote to");
            return ExitCodes.Usage;
        }

        if (url is null)
        {
            await new JobExplanation(output, terminal.Out, time).WriteAsync(cancellationToken);
            return ExitCodes.Complete;
        }

        if (await new UrlExplanation(output, url, terminal.Out).WriteAsync(cancellationToken))
            return ExitCodes.Complete;
        var advice = LogFiles.Of(output).Count > 0 ? "it may be planned and not begun" : "there is no log either";
        terminal.Error.WriteLine($"URL: neither the account nor the log names {SafeText.Line(url)}; write it as in the list, or {advice}");
        return ExitCodes.Usage;
    }
}
