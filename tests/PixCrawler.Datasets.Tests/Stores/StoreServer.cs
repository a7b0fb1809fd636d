using System.Diagnostics;
using System.Text.RegularExpressions;

namespace PixCrawler.Datasets.Tests.Stores;

/// <summary>A store's server as a child process on a free loopback port; ended by its id.</summary>
public abstract class StoreServer : IAsyncLifetime
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _data = new();
    private Process? _process;

    internal Uri Address { get; private set; } = null!;

    internal HttpClient Client { get; } = new(new SocketsHttpHandler { UseProxy = false });

    public virtual async Task InitializeAsync()
    {
        var root = Root();
        Exports.SystemTool.Run(root, System.IO.Path.Combine(root, "eng", "install-node-packages.sh"), "store-servers");
        var (script, arguments) = Program(_data.Path);
        var start = new ProcessStartInfo("node", [System.IO.Path.Combine(root, "artifacts", "store-servers", "node_modules", script), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _data.Path,
        };
        _process = Process.Start(start)!;
        var port = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        var output = new List<string>();
        _process.OutputDataReceived += (_, line) => Look(line.Data);
        _process.ErrorDataReceived += (_, line) => Look(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        Address = new Uri($"http://127.0.0.1:{await port.Task.WaitAsync(StartTimeout)}");

        void Look(string? line)
        {
            if (line is not null && Regex.Match(line, @"listen(?:s|ing) (?:at|on) .*?127\.0\.0\.1:(\d+)") is { Success: true } match)
                port.TrySetResult(int.Parse(match.Groups[1].Value, null));
            output.Add(line ?? "");
            if (line is null && _process.HasExited)
                port.TrySetException(new InvalidOperationException(string.Join('\n', output)));
        }
    }

    public Task DisposeAsync()
    {
        Client.Dispose();
        _process?.Kill(entireProcessTree: true);
        _process?.WaitForExit();
        _process?.Dispose();
        _data.Dispose();
        return Task.CompletedTask;
    }

    protected abstract (string Script, string[] Arguments) Program(string dataFolder);

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(System.IO.Path.Combine(folder, "PixCrawler.Actors.sln")))
            folder = System.IO.Path.GetDirectoryName(folder)!;
        return folder;
    }
}
