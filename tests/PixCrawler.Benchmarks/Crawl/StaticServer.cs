using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace PixCrawler.Benchmarks.Crawl;

/// <summary>nginx on loopback over one folder, with everything it writes in a temporary folder of its own.</summary>
internal sealed class StaticServer : IAsyncDisposable
{
    // $msec and a line feed.
    private const int LogLineBytes = 15;

    private readonly Process _process;
    private readonly string _home;

    private StaticServer(Process process, string home, int port) => (_process, _home, Port) = (process, home, port);

    public int Port { get; }

    /// <summary>Requests with a query answered so far, by a server that keeps a log; robots.txt and its like have none.</summary>
    public long Requests => new FileInfo(LogFile(_home)).Length / LogLineBytes;

    /// <summary>When a request was answered, by a server that keeps a log.</summary>
    /// <param name="number">Which one, from 0.</param>
    public DateTimeOffset TimeOfRequest(long number)
    {
        using var log = File.OpenRead(LogFile(_home));
        log.Position = number * LogLineBytes;
        Span<byte> line = stackalloc byte[LogLineBytes];
        log.ReadExactly(line);
        return DateTimeOffset.UnixEpoch.AddSeconds(double.Parse(line[..^1], CultureInfo.InvariantCulture));
    }

    public static async Task<StaticServer> StartAsync(string folder, bool keepsLog = false)
    {
        var home = Directory.CreateTempSubdirectory("pixcrawl-nginx").FullName;
        var port = FreePort();
        var configuration = Path.Combine(home, "nginx.conf");
        await File.WriteAllTextAsync(configuration, $$"""
            user {{Environment.UserName}};
            worker_processes 1;
            daemon off;
            pid {{home}}/nginx.pid;
            error_log {{home}}/error.log;
            events { worker_connections 1024; }
            http {
              log_format times '$msec';
              map $args $is_listed { "" 0; default 1; }
              access_log {{(keepsLog ? $"{LogFile(home)} times if=$is_listed" : "off")}};
              sendfile on;
              tcp_nopush on;
              keepalive_requests 1000000;
              types { image/jpeg jpg; image/png png; image/webp webp; image/gif gif; }
              client_body_temp_path {{home}}; proxy_temp_path {{home}}; fastcgi_temp_path {{home}};
              uwsgi_temp_path {{home}}; scgi_temp_path {{home}};
              server { listen 127.0.0.1:{{port}}; root {{Path.GetFullPath(folder)}}; }
            }
            """);
        var process = Process.Start("nginx", ["-c", configuration, "-p", home]);
        for (var tries = 0; tries < 100 && !await AnswersAsync(port); tries++)
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        return new StaticServer(process, home, port);
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_home, recursive: true);
    }

    private static string LogFile(string home) => Path.Combine(home, "access.log");

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task<bool> AnswersAsync(int port)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
