using PixCrawler.Cli.Rendering;

namespace PixCrawler.Cli.Commands;

/// <summary>Chooses the view of a crawl.</summary>
internal static class Views
{
    /// <summary>The view that was asked for. A live view and log lines would draw over each other, so with logs there are plain lines.</summary>
    public static ICrawlView Choose(CrawlSettings settings, Terminal terminal, TimeProvider time)
    {
        if (settings.View == ViewKind.Json)
            return new JsonView(terminal.Out, time);
        if (settings.View == ViewKind.Quiet)
            return new HumanView(terminal, new NoProgress(), new BriefSummary(terminal.Out));
        var console = terminal.Draw(settings.NoColor);
        IProgressStyle progress = terminal.IsInteractive && settings.LogLevel is null
            ? new LiveProgress(console, time)
            : new PlainLines(terminal.Out, time);
        return new HumanView(terminal, progress, new FullSummary(terminal, console));
    }
}
