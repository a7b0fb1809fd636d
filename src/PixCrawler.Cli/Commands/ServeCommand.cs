using System.CommandLine;
using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Hosting;
using PixCrawler.Actors.Hosting;
using PixCrawler.Actors.Observability;
using PixCrawler.Cli.Hosting;
using PixCrawler.Cli.Rendering;
using PixCrawler.Service.Hosting;
using Serilog;

namespace PixCrawler.Cli.Commands;

/// <summary><c>pixcrawl serve</c>: the service, until it is stopped.</summary>
internal static class ServeCommand
{
    public static Command Create(Terminal terminal, TimeProvider time)
    {
        var urls = new Option<string[]>("--urls") { Description = "Where to listen, such as http://127.0.0.1:8080 (the default); may be repeated.", HelpName = "URL" };
        var contact = new Option<string?>("--contact") { Description = "URL or e-mail address where site owners find out who is crawling.", HelpName = "CONTACT" };
        var networks = new Option<string[]>("--allow-network") { Description = "Network (CIDR) that may be reached although it is not public; may be repeated.", HelpName = "CIDR" };
        var settings = new ServiceSettingOptions();
        var command = new Command("serve", "Serve the HTTP API until a signal stops it; jobs go on with the next start (docs/service.md).") { urls, contact, networks };
        settings.AddTo(command);
        command.SetAction((line, _) =>
        {
            IEnumerable<KeyValuePair<string, string?>> more =
            [
                .. (line.GetValue(urls) ?? []).Select((url, number) => KeyValuePair.Create<string, string?>($"Service:Urls:{number}", url)),
                .. (line.GetValue(networks) ?? []).Select((network, number) => KeyValuePair.Create<string, string?>($"Access:AllowedNetworks:{number}", network)),
            ];
            if (line.GetValue(contact) is { } named)
                more = more.Append(KeyValuePair.Create<string, string?>("Http:Contact", named));
            return RunAsync(() => settings.Read(line, more), terminal, time);
        });
        return command;
    }

    // Commits to a disk hold threads; requests must not queue up behind them until the pool grows by itself.
    private const int LeastThreads = 16;

    private static async Task<int> RunAsync(Func<ServiceSettings> read, Terminal terminal, TimeProvider time)
    {
        using var interrupts = new Interrupts(() => PixcrawlCommand.EndNow(terminal));
        try
        {
            var settings = read();
            ThreadPool.GetMinThreads(out var threads, out var ports);
            ThreadPool.SetMinThreads(Math.Max(threads, LeastThreads), ports);
            await using var log = new LoggerConfiguration().UseForm(LogForms.Read(), LogForms.Production).CreateLogger();
            await using var service = ServiceHost.Build(settings, log, time);
            await service.StartAsync(interrupts.Token);
            log.ForContext("EventId", EventIds.ServiceStarted).Information("The service listens on {Urls}", string.Join(", ", service.Urls));
            terminal.Error.WriteLine($"Listening on {string.Join(", ", service.Urls)}; data in {SafeText.Line(settings.Service.Data)}. Ctrl-C stops it, jobs go on with the next start.");
            await UntilAsync(interrupts.Token, service.Lifetime.ApplicationStopping);
            var isAsked = interrupts.Token.IsCancellationRequested;
            await service.StopAsync();
            if (!isAsked)
                terminal.Error.WriteLine("pixcrawl: the actor system has ended, as on a node that its cluster took out; start it again and its jobs go on.");
            return isAsked ? ExitCodes.Complete : ExitCodes.Suspended;
        }
        catch (Exception error) when (error is ValidationException or IOException)
        {
            terminal.Error.WriteLine($"pixcrawl: {SafeText.Line(error.Message)}");
            return ExitCodes.Usage;
        }
    }

    private static async Task UntilAsync(CancellationToken interrupted, CancellationToken stopping)
    {
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var one = interrupted.Register(() => stopped.TrySetResult());
        await using var other = stopping.Register(() => stopped.TrySetResult());
        await stopped.Task;
    }
}
