using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace PixCrawler.TestDatabases;

/// <summary>
/// A PostgreSQL server of its own: in a temporary folder, on a free port of loopback, ended by its process id. It does not run as root,
/// because PostgreSQL refuses to: then it runs as the user <c>postgres</c> or <c>nobody</c>.
/// </summary>
public sealed class PostgreSqlCluster : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pixcrawler-pg-").FullName;
    private readonly List<string> _log = [];
    private readonly string? _user = Environment.UserName == "root" ? UserToBe() : null;
    private Process? _server;

    private PostgreSqlCluster()
    {
    }

    /// <summary>The port it listens on.</summary>
    public int Port { get; private set; }

    /// <summary>Its process.</summary>
    public int ProcessId => _server!.Id;

    /// <summary>How to reach its first database.</summary>
    public string ConnectionString => $"Host=127.0.0.1;Port={Port};Username=postgres;Database=postgres";

    /// <summary>Starts a server.</summary>
    /// <param name="durable">Whether a commit waits for the disk; tests need no such thing.</param>
    /// <returns>The running server.</returns>
    /// <exception cref="InvalidOperationException">There is no PostgreSQL on this machine, or it did not start; the message says what to do.</exception>
    public static async Task<PostgreSqlCluster> StartAsync(bool durable = false)
    {
        var cluster = new PostgreSqlCluster();
        try
        {
            await cluster.InitializeAsync();
            await cluster.StartServerAsync(durable);
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends the server and removes its folder.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_server is { HasExited: false })
        {
            // "Fast shutdown": connections are ended, files are left in order.
            using var signal = Process.Start("kill", ["-INT", $"{_server.Id}"]);
            await signal.WaitForExitAsync();
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
            try
            {
                await _server.WaitForExitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                _server.Kill(entireProcessTree: true);
                await _server.WaitForExitAsync();
            }
        }

        _server?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task InitializeAsync()
    {
        if (_user is not null)
        {
            using var own = Process.Start("chown", [_user, _folder]);
            await own.WaitForExitAsync();
        }

        using var init = Run(Tool("initdb"), "-D", Data, "-U", "postgres", "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync");
        var (output, errors) = (init.StandardOutput.ReadToEndAsync(), init.StandardError.ReadToEndAsync());
        await init.WaitForExitAsync();
        if (init.ExitCode != 0)
            throw new InvalidOperationException($"initdb failed: {await errors}{await output}");
    }

    private async Task StartServerAsync(bool durable)
    {
        Port = FreePort();
        string flag = durable ? "on" : "off";
        var ready = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        _server = Run(
            Tool("postgres"), "-D", Data, "-p", $"{Port}", "-k", _folder, "-c", "listen_addresses=127.0.0.1", "-c", $"fsync={flag}",
            "-c", $"full_page_writes={flag}", "-c", "lc_messages=C");
        _server.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is null)
            {
                ready.TrySetResult(false);
                return;
            }

            lock (_log)
                _log.Add(line.Data);
            if (line.Data.Contains("ready to accept connections", StringComparison.Ordinal))
                ready.TrySetResult(true);
        };
        _server.BeginErrorReadLine();
        _server.BeginOutputReadLine();
        if (await ready.Task.WaitAsync(TimeSpan.FromMinutes(1)))
            return;
        lock (_log)
            throw new InvalidOperationException($"The PostgreSQL server ended: {string.Join('\n', _log)}");
    }

    private string Data => Path.Combine(_folder, "data");

    private Process Run(string program, params string[] arguments)
    {
        string[] all = _user is null
            ? [program, .. arguments]
            : ["setpriv", $"--reuid={_user}", $"--regid={GroupOf(_user)}", "--clear-groups", program, .. arguments];
        return Process.Start(new ProcessStartInfo(all[0], all[1..])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            WorkingDirectory = _folder,
        })!;
    }

    // The newest of Debian's folders first: the programs on the path may be links to them.
    private static string Tool(string name)
    {
        var installed = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").OrderByDescending(folder => folder, StringComparer.Ordinal).Select(folder => Path.Combine(folder, "bin"))
            : [];
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        return installed.Concat(path).Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException(
                $"These tests start a PostgreSQL server of their own and '{name}' was not found on the PATH or in /usr/lib/postgresql/*/bin: "
                + "install it (Debian and Ubuntu: sudo apt-get install postgresql; eng/setup.sh does it for root).");
    }

    private static string UserToBe() =>
        File.ReadLines("/etc/passwd").Any(line => line.StartsWith("postgres:", StringComparison.Ordinal)) ? "postgres" : "nobody";

    private static string GroupOf(string user) =>
        File.ReadLines("/etc/passwd").First(line => line.StartsWith(user + ":", StringComparison.Ordinal)).Split(':')[3];

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
