using System.Diagnostics;
using PixCrawler.Cli.Rendering;

namespace PixCrawler.Cli.Tests;

/// <summary>The built command line in a process of its own.</summary>
internal sealed class CliProcess : IDisposable
{
    private readonly Process _process;

    private CliProcess(Process process) => _process = process;

    /// <summary>Its standard input.</summary>
    public StreamWriter In => _process.StandardInput;

    /// <summary>Its standard output.</summary>
    public StreamReader Out => _process.StandardOutput;

    /// <summary>Its standard error.</summary>
    public StreamReader Error => _process.StandardError;

    /// <summary>Starts it.</summary>
    public static CliProcess Start(params string[] args) => StartWith([], args);

    /// <summary>Starts it with variables of its environment set.</summary>
    public static CliProcess StartWith(IEnumerable<KeyValuePair<string, string>> environment, params string[] args)
    {
        // A shell's background jobs ignore SIGINT, and so do their children: env sets it back, so that a signal is one.
        var start = new ProcessStartInfo("env")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add("--default-signal=INT");
        start.ArgumentList.Add(Environment.ProcessPath!);
        start.ArgumentList.Add(typeof(Terminal).Assembly.Location);
        foreach (var arg in args)
            start.ArgumentList.Add(arg);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return new CliProcess(Process.Start(start)!);
    }

    /// <summary>Sends a signal, such as INT.</summary>
    public async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", ["-s", signal, _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    /// <summary>Waits for its end.</summary>
    public async Task<int> WaitAsync(TimeSpan limit)
    {
        using var late = new CancellationTokenSource(limit);
        await _process.WaitForExitAsync(late.Token);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }
}
