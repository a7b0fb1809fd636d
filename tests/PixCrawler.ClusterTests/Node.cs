using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace PixCrawler.ClusterTests;

/// <summary>One node: the built service in a process of its own.</summary>
internal sealed class Node : IDisposable
{
    private const int MostLastWords = 8_000;

    private readonly Process _process;
    private readonly StringBuilder _said = new();

    private Node(Process process, Uri url)
    {
        (_process, Url) = (process, url);
        process.OutputDataReceived += Take;
        process.ErrorDataReceived += Take;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public Uri Url { get; }

    public bool IsRunning => !_process.HasExited;

    public int ExitCode => _process.ExitCode;

    public Task Ended => _process.WaitForExitAsync();

    public string Said
    {
        get { lock (_said) return _said.ToString(); }
    }

    /// <summary>The end of what it said, for people.</summary>
    public string LastWords => Said is { Length: > MostLastWords } said ? said[^MostLastWords..] : Said;

    /// <summary>Starts a service.</summary>
    /// <param name="program">Which build of it.</param>
    /// <param name="data">Its folder.</param>
    /// <param name="journal">Its database.</param>
    /// <param name="more">What else its environment says.</param>
    public static Node Start(string program, string data, string journal, params IEnumerable<(string Name, string Value)> more)
    {
        var url = new Uri($"http://127.0.0.1:{FreePort()}");
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(program);
        start.ArgumentList.Add("serve");
        Set("SERVICE__URLS__0", url.GetLeftPart(UriPartial.Authority));
        Set("SERVICE__DATA", data);
        Set("JOURNAL__KIND", "PostgreSql");
        Set("JOURNAL__CONNECTIONSTRING", journal);
        Set("ACCESS__ALLOWEDNETWORKS__0", "127.0.0.0/8");
        foreach (var (name, value) in more)
            start.Environment[name] = value;
        return new Node(Process.Start(start)!, url);

        void Set(string name, string value) => start.Environment[$"PIXCRAWLER__{name}"] = value;
    }

    /// <summary>What makes a service a node of a cluster.</summary>
    /// <param name="port">Where other nodes reach it.</param>
    /// <param name="seeds">Where the first ones are.</param>
    public static IEnumerable<(string Name, string Value)> Clustered(int port, IReadOnlyList<int> seeds) =>
    [
        ("PIXCRAWLER__CLUSTER__BINDHOST", "127.0.0.1"),
        ("PIXCRAWLER__CLUSTER__PUBLICHOST", "127.0.0.1"),
        ("PIXCRAWLER__CLUSTER__PORT", port.ToString(CultureInfo.InvariantCulture)),
        .. seeds.Select((seed, number) => ($"PIXCRAWLER__CLUSTER__SEEDNODES__{number}", $"127.0.0.1:{seed}")),
    ];

    /// <summary>A port that is free now.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>How many connections it has to a port of this machine, by what the kernel says.</summary>
    public int ConnectionsTo(int port)
    {
        var sockets = Directory.GetFiles($"/proc/{_process.Id}/fd")
            .Select(file => new FileInfo(file).LinkTarget)
            .Where(target => target is not null && target.StartsWith("socket:[", StringComparison.Ordinal))
            .Select(target => target![8..^1]).ToHashSet();
        var remote = $":{port:X4}";
        return new[] { "/proc/net/tcp", "/proc/net/tcp6" }.SelectMany(File.ReadLines).Skip(1)
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Count(fields => fields.Length > 9 && fields[2].EndsWith(remote, StringComparison.Ordinal) && sockets.Contains(fields[9]));
    }

    /// <summary>SIGKILL to it and its workers.</summary>
    public void Kill() => _process.Kill(entireProcessTree: true);

    /// <summary>Sends a signal, such as <c>STOP</c>, <c>CONT</c> or <c>TERM</c>.</summary>
    public async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", ["-s", signal, _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    public void Dispose()
    {
        if (IsRunning)
            Kill();
        _process.Dispose();
    }

    private void Take(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is null)
            return;
        lock (_said) _said.AppendLine(line.Data);
    }
}
