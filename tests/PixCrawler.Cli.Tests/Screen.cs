using PixCrawler.Cli.Rendering;

namespace PixCrawler.Cli.Tests;

/// <summary>A terminal that remembers what was written to it.</summary>
internal sealed class Screen
{
    private readonly StringWriter _out = new() { NewLine = "\n" };
    private readonly StringWriter _error = new() { NewLine = "\n" };

    public Screen(bool isInteractive = false) => Terminal = new Terminal(_out, _error, isInteractive);

    public Terminal Terminal { get; }

    public string Out => _out.ToString();

    public string Error => _error.ToString();

    public string[] Lines => Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
