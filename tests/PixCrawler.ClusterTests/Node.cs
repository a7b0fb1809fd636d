using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace PixCrawler.ClusterTests;

/// <summary>One node: the built service in a process of its own.</summary>
internal sealed class Node : IDisposable
{
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

    public static Node Start(string data, string journal, int port, IReadOnlyList<int> seeds)
    {
        var url = new Uri($"http://127.0.0.1:{FreePort()}");
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "pixcrawl.dll"));
        start.ArgumentList.Add("serve");
        Set("SERVICE__URLS__0", url.GetLeftPart(UriPartial.Authority));
        Set("SERVICE__DATA", data);
        Set("JOURNAL__KIND", "PostgreSql");
        Set("JOURNAL__CONNECTIONSTRING", journal);
        Set("ACCESS__ALLOWEDNETWORKS__0", "127.0.0.0/8");
        Set("CLUSTER__BINDHOST", "127.0.0.1");
        Set("CLUSTER__PUBLICHOST", "127.0.0.1");
        Set("CLUSTER__PORT", port.ToString(CultureInfo.InvariantCulture));
        for (var seed = 0; seed < seeds.Count; seed++)
            Set($"CLUSTER__SEEDNODES__{seed}", $"127.0.0.1:{seeds[seed]}");
        return new Node(Process.Start(start)!, url);

        void Set(string name, string value) => start.Environment[$"PIXCRAWLER__{name}"] = value;
    }

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
