using System.CommandLine;
using System.Net.Http;
using System.Net.Http.Headers;
using PixCrawler.Cli.Remote;
using PixCrawler.Cli.Rendering;

namespace PixCrawler.Cli.Commands;

/// <summary><c>pixcrawl submit</c>: gives a service a list to crawl.</summary>
internal static class SubmitCommand
{
    private static readonly Dictionary<string, string> Types = new(StringComparer.OrdinalIgnoreCase)
    {
        [""] = "text/plain",
        [".txt"] = "text/plain",
        [".csv"] = "text/csv",
        [".tsv"] = "text/tab-separated-values",
        [".jsonl"] = "application/jsonl",
        [".ndjson"] = "application/jsonl",
    };

    private static readonly Argument<string> List = new("LIST") { Description = "The URL list: a .txt, .csv, .tsv or .jsonl file, or - for text on standard input." };

    private static readonly Option<string?> Name = new("--name") { Description = "Name of the dataset, 1 to 100 characters. Default: the list's name.", HelpName = "NAME" };

    private static readonly Option<string?> Key = new("--idempotency-key")
    {
        Description = "Sending the same list with the same key again is the same job. Default: a new one.",
        HelpName = "KEY",
    };

    private static readonly Option<bool> Watch = new("--watch") { Description = "Follow the job to its end." };

    // What is left out has the service's default.
    private static readonly (Option<string?> Option, string Parameter)[] Settings =
    [
        (Setting("--max-urls", "Most URLs to take.", "N"), "maxUrls"),
        (Setting("--chunk-slots", "URLs in a chunk, 1 to 500.", "N"), "chunkSlots"),
        (Setting("--validation", "How closely images are looked at: fast, medium or slow.", "LEVEL"), "validation"),
        (Setting("--min-side", "Shortest side an image may have, in pixels.", "PIXELS"), "minSidePixels"),
        (Setting("--max-side", "Longest side an image may have, in pixels.", "PIXELS"), "maxSidePixels"),
        (Setting("--max-pixels", "Most pixels an image may have.", "PIXELS"), "maxPixels"),
        (Setting("--url-column", "Column or JSON property that holds the URL.", "NAME"), "urlColumn"),
        (Setting("--caption-column", "Column that holds the caption.", "NAME"), "captionColumn"),
        (Setting("--key-column", "Column that holds your own key of the sample.", "NAME"), "keyColumn"),
    ];

    public static Command Create(Terminal terminal, TimeProvider time)
    {
        var (command, remote) = (new Command("submit", "Give a service a URL list to crawl; prints the job's identity.") { List, Name, Key, Watch }, new RemoteOptions());
        foreach (var (option, _) in Settings)
            command.Add(option);
        remote.AddTo(command);
        command.SetAction((line, _) => remote.RunAsync(line, terminal, time, (client, stop) => RunAsync(line, remote, client, terminal, time, stop)));
        return command;
    }

    private static async Task<int> RunAsync(
        ParseResult line, RemoteOptions remote, ServiceClient client, Terminal terminal, TimeProvider time, CancellationToken stop)
    {
        var list = line.GetValue(List)!;
        if (!Types.TryGetValue(list == "-" ? "" : Path.GetExtension(list), out var type))
            throw new ServiceRefusedException($"LIST: a service takes {string.Join(" ", Types.Keys.Where(ending => ending.Length > 0))} lists, not {Path.GetExtension(list)}");
        if (list != "-" && !File.Exists(list))
            throw new ServiceRefusedException($"LIST: {list} does not exist");
        await using var body = list == "-" ? Console.OpenStandardInput() : File.OpenRead(list);
        var request = new HttpRequestMessage(HttpMethod.Post, "api/v1/jobs?" + Query(line, list)) { Content = new StreamContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(type);
        request.Headers.Add("Idempotency-Key", line.GetValue(Key) ?? Guid.NewGuid().ToString("N"));
        var answer = await client.SendAsync(request, stop);
        var job = answer.GetProperty("job").GetProperty("id").GetString()!;
        if (remote.Json(line))
            RemoteOptions.Write(terminal, answer);
        else
            terminal.Out.WriteLine(job);
        foreach (var note in answer.GetProperty("notes").EnumerateArray())
            terminal.Error.WriteLine($"line {note.GetProperty("line").GetInt64()}: {SafeText.Line(note.GetProperty("problem").GetString()!)}");
        return line.GetValue(Watch) ? await RemoteJobCommands.WatchAsync(job, remote.Json(line), client, terminal, time, stop) : ExitCodes.Complete;
    }

    private static string Query(ParseResult line, string list)
    {
        var name = line.GetValue(Name) ?? (list == "-" ? "list" : Path.GetFileNameWithoutExtension(list));
        return string.Join('&', Settings.Select(setting => (setting.Parameter, Value: line.GetValue(setting.Option)))
            .Where(setting => setting.Value is not null).Prepend(("name", name)).Select(setting => $"{setting.Item1}={Uri.EscapeDataString(setting.Item2!)}"));
    }

    private static Option<string?> Setting(string name, string description, string helpName) => new(name) { Description = description + " Default: the service's.", HelpName = helpName };
}
