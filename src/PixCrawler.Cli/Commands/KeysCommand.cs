using System.CommandLine;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using PixCrawler.Cli.Rendering;
using PixCrawler.Service.Auth;

namespace PixCrawler.Cli.Commands;

/// <summary><c>pixcrawl keys</c>: who may use a service. It works on the service's database, be the service running or not.</summary>
internal static class KeysCommand
{
    public static Command Create(Terminal terminal, TimeProvider time) => new("keys", "Make, list and revoke the keys of a service.")
    {
        CreateCreate(terminal, time),
        CreateList(terminal, time),
        CreateRevoke(terminal, time),
    };

    private static Command CreateCreate(Terminal terminal, TimeProvider time)
    {
        var user = new Option<string>("--user") { Description = "Whose jobs it sees, 1 to 100 characters.", HelpName = "NAME", Required = true };
        var name = new Option<string>("--name") { Description = "What it is for.", HelpName = "TEXT", DefaultValueFactory = _ => "" };
        var scopes = new Option<string>("--scopes")
        {
            Description = $"What it may do, separated by commas: {string.Join(", ", Scopes.All.Order())}.",
            HelpName = "SCOPES",
            DefaultValueFactory = _ => $"{Scopes.JobsRead},{Scopes.JobsWrite},{Scopes.DatasetsRead}",
        };
        var days = new Option<int?>("--expires-days") { Description = "How many days it is good for, 1 to 36,500. Default: for ever.", HelpName = "N" };
        return Create("create", "Make a key. Standard output holds the key and nothing else; it cannot be shown again.", [user, name, scopes, days], terminal, async (line, open) =>
        {
            if (line.GetValue(days) is < 1 or > 36_500)
                throw new ValidationException("--expires-days: must be from 1 to 36,500");
            var key = await open(time).CreateAsync(
                line.GetValue(user)!, line.GetValue(name)!, line.GetValue(scopes)!.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
                line.GetValue(days) is { } count ? TimeSpan.FromDays(count) : null);
            terminal.Out.WriteLine(key.Text);
            return ExitCodes.Complete;
        });
    }

    private static Command CreateList(Terminal terminal, TimeProvider time) => Create("list", "List keys by their prefixes; their secrets are kept nowhere.", [], terminal, async (_, open) =>
    {
        foreach (var key in await open(time).ListAsync())
        {
            var state = key.RevokedAt is not null ? "revoked" : key.ExpiresAt <= time.GetUtcNow() ? "expired" : key.ExpiresAt is { } until ? $"until {Day(until)}" : "good";
            terminal.Out.WriteLine($"{key.Prefix}  {state,-16} {SafeText.Line(key.UserId)}  {string.Join(',', key.Scopes)}  since {Day(key.CreatedAt)}  {SafeText.Line(key.Name)}");
        }

        return ExitCodes.Complete;
    });

    private static Command CreateRevoke(Terminal terminal, TimeProvider time)
    {
        var prefix = new Argument<string>("PREFIX") { Description = "The key's prefix: the 12 digits after pck_." };
        return Create("revoke", "Make a key useless, at once and for good.", [prefix], terminal, async (line, open) =>
            await open(time).RevokeAsync(line.GetValue(prefix)!) ? ExitCodes.Complete : throw new ValidationException("PREFIX: there is no such key; see pixcrawl keys list"));
    }

    private static Command Create(
        string word, string description, Symbol[] own, Terminal terminal, Func<ParseResult, Func<TimeProvider, ApiKeyStore>, Task<int>> run)
    {
        var (command, settings) = (new Command(word, description), new ServiceSettingOptions());
        foreach (var symbol in own)
        {
            if (symbol is Option option)
                command.Add(option);
            else
                command.Add((Argument)symbol);
        }

        settings.AddTo(command);
        command.SetAction(async (line, _) =>
        {
            try
            {
                return await run(line, time => ApiKeyStore.Open(settings.Read(line), time));
            }
            catch (ValidationException error)
            {
                terminal.Error.WriteLine($"pixcrawl: {SafeText.Line(error.Message)}");
                return ExitCodes.Usage;
            }
        });
        return command;
    }

    private static string Day(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
