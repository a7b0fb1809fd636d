using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace PixCrawler.CrashTests;

/// <summary>The built command line in a process of its own, which can be killed, stopped and asked to end.</summary>
internal sealed class CrawlerProcess : IDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _said = new();

    private CrawlerProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += Take;
        process.ErrorDataReceived += Take;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Its end, by itself or by a signal.</summary>
    public Task Ended => _process.WaitForExitAsync();

    public int ExitCode => _process.ExitCode;

    /// <summary>All it has written so far, both streams.</summary>
    public string Said
    {
        get { lock (_said) return _said.ToString(); }
    }

    public static CrawlerProcess Start(params IEnumerable<string> arguments) => StartUnder([], arguments);

    /// <summary>Starts it under another program, such as <c>unshare</c>.</summary>
    public static CrawlerProcess StartUnder(IEnumerable<string> wrapper, IEnumerable<string> arguments)
    {
        // A shell's background jobs ignore SIGINT, and so do their children: env sets it back, so that a signal is one.
        var start = new ProcessStartInfo("env") { RedirectStandardOutput = true, RedirectStandardError = true };
        string[] all =
        [
            "--default-signal=INT", .. wrapper, Environment.ProcessPath!, Path.Combine(AppContext.BaseDirectory, "pixcrawl.dll"), .. arguments,
        ];
        foreach (var argument in all)
            start.ArgumentList.Add(argument);
        return new CrawlerProcess(Process.Start(start)!);
    }

    /// <summary>SIGKILL to it and its workers: nothing of it runs on.</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    /// <summary>Sends a signal, such as <c>STOP</c>, <c>CONT</c> or <c>TERM</c>.</summary>
    public async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", ["-s", signal, _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    public async Task<int> WaitAsync(TimeSpan limit)
    {
        try
        {
            await _process.WaitForExitAsync().WaitAsync(limit, TimeProvider.System);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"still running after {limit.TotalSeconds} s; it said:\n{Said}");
        }

        return ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    private void Take(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is null)
            return;
        lock (_said) _said.AppendLine(line.Data);
    }
}
