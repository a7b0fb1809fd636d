using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Net;
using Microsoft.Extensions.Configuration;
using PixCrawler.Actors.Hosting;
using PixCrawler.Net.Http;

namespace PixCrawler.Service.Hosting;

/// <summary>Everything that can be set: how the service answers, and how its process crawls.</summary>
/// <param name="Service">Section <c>PixCrawler:Service</c>.</param>
/// <param name="Crawler">The rest of section <c>PixCrawler</c>.</param>
public sealed record ServiceSettings(ServiceOptions Service, PixCrawlerOptions Crawler)
{
    private const string Root = "PixCrawler";
    private const string AccessSection = "Access";

    /// <summary>
    /// Reads the settings: <c>config/appsettings.json</c> beside the program, then environment variables such as
    /// <c>PIXCRAWLER__SERVICE__DATA</c>, then the changes; later ones win.
    /// </summary>
    /// <param name="changes">Settings that win, by key (for example <c>PixCrawler:Service:Data</c>).</param>
    /// <returns>The settings, judged.</returns>
    /// <exception cref="ValidationException">Something is unknown, no figure, or out of its range; the message names it.</exception>
    public static ServiceSettings Load(params IEnumerable<KeyValuePair<string, string?>> changes) => Read(new ConfigurationBuilder()
        .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "config", "appsettings.json"), optional: true)
        .AddEnvironmentVariables()
        .AddInMemoryCollection(changes)
        .Build());

    /// <summary>Reads the settings out of a configuration.</summary>
    /// <param name="configuration">The configuration; only its section <c>PixCrawler</c> counts.</param>
    /// <returns>The settings, judged.</returns>
    /// <exception cref="ValidationException">As for <see cref="Load"/>.</exception>
    public static ServiceSettings Read(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var root = configuration.GetSection(Root);
        var settings = new ServiceSettings(new ServiceOptions(), new PixCrawlerOptions());
        try
        {
            root.GetSection("Service").Bind(settings.Service, binder => binder.ErrorOnUnknownConfiguration = true);
            Without(root, "Service", AccessSection).Bind(settings.Crawler, binder => binder.ErrorOnUnknownConfiguration = true);
        }
        catch (InvalidOperationException error)
        {
            throw new ValidationException($"The configuration cannot be read: {error.Message}{(error.InnerException is { } cause ? $" ({cause.Message})" : "")}", error);
        }

        settings.Crawler.Access = ReadAccess(root.GetSection(AccessSection));
        settings.Prepare();
        return settings;
    }

    // By default the journal lies in the service's own folder.
    private void Prepare()
    {
        Service.Validate();
        if (Crawler.Journal.Kind == JournalKind.Memory)
            (Crawler.Journal.Kind, Crawler.Journal.File) = (JournalKind.Sqlite, Path.Combine(Service.DataFolder, "journal.db"));
        Crawler.Validate();
        string[] errors = [.. Crawler.Http.Validate().Select(error => $"Http:{error.Field} {error.Problem}"), .. Crawler.Access.Validate().Select(error => $"Access:{error.Field} {error.Problem}")];
        if (errors.Length > 0)
            throw new ValidationException(string.Join("; ", errors));
    }

    private static IConfigurationRoot Without(IConfigurationSection section, params string[] left) => new ConfigurationBuilder()
        .AddInMemoryCollection(section.AsEnumerable(makePathsRelative: true)
            .Where(entry => entry.Value is not null && !left.Contains(entry.Key.Split(':')[0], StringComparer.OrdinalIgnoreCase)))
        .Build();

    private static NetworkAccessOptions ReadAccess(IConfigurationSection section)
    {
        var defaults = new NetworkAccessOptions();
        var ports = section.GetSection(nameof(defaults.AllowedPorts)).GetChildren().Select(Port).ToArray();
        return new NetworkAccessOptions
        {
            AllowedNetworks = [.. section.GetSection(nameof(defaults.AllowedNetworks)).GetChildren().Select(Network)],
            AllowedPorts = ports.Length > 0 ? ports : defaults.AllowedPorts,
        };
    }

    private static IPNetwork Network(IConfigurationSection entry) => IPNetwork.TryParse(entry.Value, out var network)
        ? network
        : throw new ValidationException($"{entry.Path}: '{entry.Value}' is no network; write its first address and prefix length, such as 10.1.0.0/16");

    private static int Port(IConfigurationSection entry) => int.TryParse(entry.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var port)
        ? port
        : throw new ValidationException($"{entry.Path}: '{entry.Value}' is no port");
}
