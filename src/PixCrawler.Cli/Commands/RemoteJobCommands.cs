using System.CommandLine;
using System.Net.Http;
using System.Net.Http.Json;
using System.Text.Json;
using PixCrawler.Cli.Remote;
using PixCrawler.Cli.Rendering;

namespace PixCrawler.Cli.Commands;

/// <summary><c>pixcrawl status|watch|cancel|retry</c>: jobs of a service.</summary>
internal static class RemoteJobCommands
{
    public static Command CreateStatus(Terminal terminal, TimeProvider time)
    {
        var job = new Argument<string?>("JOB") { Description = "The job. Left out: the newest ones.", Arity = ArgumentArity.ZeroOrOne };
        return Create("status", "Show how a job of a service stands, or list jobs. Exit as crawl, 0 while it is under way.", job, terminal, time, async (line, client, remote, stop) =>
        {
            var id = line.GetValue(job);
            var answer = await client.GetAsync(id is null ? "api/v1/jobs" : PathOf(id), stop);
            if (remote.Json(line))
                RemoteOptions.Write(terminal, answer);
            else if (id is null)
                answer.GetProperty("data").EnumerateArray().ToList().ForEach(entry => terminal.Out.WriteLine(RemoteText.Job(entry)));
            else
                terminal.Out.WriteLine(RemoteText.Job(answer));
            return id is null ? ExitCodes.Complete : RemoteText.ExitCode(answer);
        });
    }

    public static Command CreateWatch(Terminal terminal, TimeProvider time)
    {
        var job = Job();
        return Create("watch", "Follow a job of a service to its end, also across restarts of the service. Exit as crawl.", job, terminal, time,
            (line, client, remote, stop) => WatchAsync(line.GetValue(job)!, remote.Json(line), client, terminal, time, stop));
    }

    public static Command CreateCancel(Terminal terminal, TimeProvider time)
    {
        var job = Job();
        return Create("cancel", "Cancel a job of a service; what was kept stays.", job, terminal, time, async (line, client, remote, stop) =>
        {
            var answer = await client.SendAsync(new HttpRequestMessage(HttpMethod.Post, PathOf(line.GetValue(job)!) + "/cancel"), stop);
            if (remote.Json(line))
                RemoteOptions.Write(terminal, answer);
            else
                terminal.Out.WriteLine(RemoteText.Job(answer));
            return ExitCodes.Complete;
        });
    }

    public static Command CreateRetry(Terminal terminal, TimeProvider time)
    {
        var job = Job();
        var reason = new Option<string?>("--reason") { Description = "Only what failed for this reason, such as http-503. Default: all.", HelpName = "REASON" };
        var command = Create("retry", "Fetch again what failed in an ended job of a service; what succeeded is not touched.", job, terminal, time, async (line, client, remote, stop) =>
        {
            var wanted = line.GetValue(reason) is { } named ? new Dictionary<string, string> { ["reason"] = named } : [];
            var request = new HttpRequestMessage(HttpMethod.Post, PathOf(line.GetValue(job)!) + "/retry-failed") { Content = JsonContent.Create(wanted) };
            var answer = await client.SendAsync(request, stop);
            if (remote.Json(line))
                RemoteOptions.Write(terminal, answer);
            else
                terminal.Out.WriteLine($"{SafeText.Line(answer.GetProperty("id").GetString()!)} runs again; {answer.GetProperty("urls").GetInt32()} URLs had failed.");
            return ExitCodes.Complete;
        });
        command.Add(reason);
        return command;
    }

    /// <summary>Follows a job to its end.</summary>
    public static async Task<int> WatchAsync(string job, bool json, ServiceClient client, Terminal terminal, TimeProvider time, CancellationToken stop)
    {
        await foreach (var next in new JobWatcher(client, time).WatchAsync(job, stop))
        {
            if (json)
                RemoteOptions.Write(terminal, next.Data);
            else if (RemoteText.Event(next) is { } text)
                terminal.Out.WriteLine(text);
        }

        var end = await client.GetAsync(PathOf(job), stop);
        if (!json)
            terminal.Out.WriteLine(RemoteText.Job(end));
        return RemoteText.ExitCode(end);
    }

    private static Argument<string> Job() => new("JOB") { Description = "The job: the 32 digits that submit printed." };

    private static string PathOf(string job) => $"api/v1/jobs/{Uri.EscapeDataString(job)}";

    private static Command Create(
        string word, string description, Argument job, Terminal terminal, TimeProvider time,
        Func<ParseResult, ServiceClient, RemoteOptions, CancellationToken, Task<int>> run)
    {
        var (command, remote) = (new Command(word, description) { job }, new RemoteOptions());
        remote.AddTo(command);
        command.SetAction((line, _) => remote.RunAsync(line, terminal, time, (client, stop) => run(line, client, remote, stop)));
        return command;
    }
}
