using Spectre.Console;

namespace PixCrawler.Cli.Rendering;

/// <summary>Where the command line writes: what it was asked for, and its complaints. Only this class touches the console.</summary>
internal sealed class Terminal(TextWriter output, TextWriter error, bool isInteractive)
{
    private const int PlainWidth = 120;

    /// <summary>What was asked for.</summary>
    public TextWriter Out { get; } = output;

    /// <summary>Complaints and logs.</summary>
    public TextWriter Error { get; } = error;

    /// <summary>Whether a person looks at <see cref="Out"/>, so that lines may be drawn again.</summary>
    public bool IsInteractive { get; } = isInteractive;

    /// <summary>The terminal of this process.</summary>
    public static Terminal OfProcess() => new(
        Console.Out,
        Console.Error,
        !Console.IsOutputRedirected && !string.Equals(Environment.GetEnvironmentVariable("TERM"), "dumb", StringComparison.Ordinal));

    /// <summary>Draws tables and live views.</summary>
    /// <param name="noColor">Whether to do without colours; the NO_COLOR variable asks for it too.</param>
    public IAnsiConsole Draw(bool noColor)
    {
        var plain = noColor || !IsInteractive || !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(Out),
            Ansi = IsInteractive ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = plain ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
            Interactive = IsInteractive ? InteractionSupport.Yes : InteractionSupport.No,
        });
        if (!IsInteractive)
            console.Profile.Width = PlainWidth;
        console.Profile.Capabilities.Unicode = Out.Encoding.WebName.StartsWith("utf-", StringComparison.Ordinal);
        return console;
    }

    /// <summary>Gives a terminal back its cursor when a live view has no time to do it.</summary>
    public void ShowCursor()
    {
        if (IsInteractive)
            Out.Write("\u001b[?25h");
    }
}
