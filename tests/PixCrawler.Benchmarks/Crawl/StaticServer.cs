using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace PixCrawler.Benchmarks.Crawl;

/// <summary>nginx on loopback over one folder, with everything it writes in a temporary folder of its own.</summary>
internal sealed class StaticServer : IAsyncDisposable
{
    private readonly Process _process;
    private readonly string _home;

    private StaticServer(Process process, string home, int port) => (_process, _home, Port) = (process, home, port);

    public int Port { get; }

    public static async Task<StaticServer> StartAsync(string folder)
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
              access_log off;
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
