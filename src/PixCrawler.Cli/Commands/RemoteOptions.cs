using System.CommandLine;
using System.Text.Json;
using PixCrawler.Cli.Hosting;
using PixCrawler.Cli.Remote;
using PixCrawler.Cli.Rendering;

namespace PixCrawler.Cli.Commands;

/// <summary>The options of the commands that speak to a service, and how they end when it cannot or will not.</summary>
internal sealed class RemoteOptions
{
    private const string ServerVariable = "PIXCRAWLER_SERVER";
    private const string KeyVariable = "PIXCRAWLER_KEY";

    private readonly Option<string> _server = new("--server")
    {
        Description = $"The service. Default: the environment variable {ServerVariable}, or http://127.0.0.1:8080.",
        HelpName = "URL",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable(ServerVariable) ?? "http://127.0.0.1:8080",
    };

    private readonly Option<string?> _key = new("--key")
    {
        Description = $"Your key. Better kept in the environment variable {KeyVariable}: options can be seen by other users of the machine.",
        HelpName = "KEY",
    };

    private readonly Option<bool> _json = new("--json") { Description = "Write the service's own JSON, one object a line (docs/service.md)." };

    /// <summary>Puts the options on a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _server, _key, _json })
            command.Add(option);
    }

    /// <summary>Whether JSON is wanted.</summary>
    public bool Json(ParseResult line) => line.GetValue(_json);

    /// <summary>Does something with the service.</summary>
    /// <returns>What that returns, or how it failed.</returns>
    public async Task<int> RunAsync(ParseResult line, Terminal terminal, TimeProvider time, Func<ServiceClient, CancellationToken, Task<int>> run)
    {
        if (!Uri.TryCreate(line.GetValue(_server)!.TrimEnd('/') + "/", UriKind.Absolute, out var server) || server.Scheme is not ("http" or "https"))
        {
            terminal.Error.WriteLine("--server: must look like http://127.0.0.1:8080");
            return ExitCodes.Usage;
        }

        using var interrupts = new Interrupts(() => PixcrawlCommand.EndNow(terminal));
        using var client = new ServiceClient(server, line.GetValue(_key) ?? Environment.GetEnvironmentVariable(KeyVariable), time);
        try
        {
            return await run(client, interrupts.Token);
        }
        catch (ServiceRefusedException error)
        {
            terminal.Error.WriteLine($"pixcrawl: {SafeText.Line(error.Message)}");
            return ExitCodes.Usage;
        }
        catch (OperationCanceledException) when (interrupts.Token.IsCancellationRequested)
        {
            return ExitCodes.Cancelled;
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            terminal.Error.WriteLine($"pixcrawl: the service at {server} cannot be reached: {SafeText.Line(error.Message)}. Is it running (pixcrawl serve), and is --server right?");
            return ExitCodes.Unavailable;
        }
    }

    /// <summary>Writes an answer as it came.</summary>
    public static void Write(Terminal terminal, JsonElement json) => terminal.Out.WriteLine(JsonSerializer.Serialize(json));
}
