using System.CommandLine;
using System.ComponentModel.DataAnnotations;
using PixCrawler.Actors.Hosting;
using PixCrawler.Service.Hosting;

namespace PixCrawler.Cli.Commands;

/// <summary>The options that say which service is meant, and how it is set up; they win over its configuration.</summary>
internal sealed class ServiceSettingOptions
{
    private readonly Option<string?> _data = new("--data") { Description = "Folder of everything the service keeps. Default: ./pixcrawl-data.", HelpName = "FOLDER" };

    private readonly Option<string?> _journal = new("--journal")
    {
        Description = "Where jobs and keys are kept: an SQLite file, or a PostgreSQL connection string (Host=...). Default: journal.db in the folder.",
        HelpName = "JOURNAL",
    };

    private readonly Option<string[]> _set = new("--set")
    {
        Description = "Any other setting, such as Service:RequestsPerMinute=60; may be repeated (docs/service.md lists them).",
        HelpName = "KEY=VALUE",
    };

    /// <summary>Puts the options on a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _data, _journal, _set })
            command.Add(option);
    }

    /// <summary>Reads the settings.</summary>
    /// <exception cref="ValidationException">Something makes no sense; the message says what.</exception>
    public ServiceSettings Read(ParseResult line, params IEnumerable<KeyValuePair<string, string?>> more) =>
        ServiceSettings.Load(Changes(line).Concat(more).Select(change => KeyValuePair.Create($"PixCrawler:{change.Key}", change.Value)));

    private IEnumerable<KeyValuePair<string, string?>> Changes(ParseResult line)
    {
        if (line.GetValue(_data) is { } data)
            yield return KeyValuePair.Create<string, string?>("Service:Data", data);
        if (line.GetValue(_journal) is { } text)
        {
            var journal = JournalOptions.Parse(text);
            yield return KeyValuePair.Create<string, string?>("Journal:Kind", journal.Kind.ToString());
            yield return KeyValuePair.Create("Journal:File", journal.File);
            yield return KeyValuePair.Create("Journal:ConnectionString", journal.ConnectionString);
        }

        foreach (var setting in line.GetValue(_set) ?? [])
        {
            var equals = setting.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1)
                throw new ValidationException($"--set: '{setting}' must look like Service:RequestsPerMinute=60");
            yield return KeyValuePair.Create<string, string?>(setting[..equals], setting[(equals + 1)..]);
        }
    }
}
