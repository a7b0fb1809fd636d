using System.CommandLine;
using System.CommandLine.Parsing;
using System.ComponentModel.DataAnnotations;
using System.Net;
using PixCrawler.Actors.Datasets.Stores;
using PixCrawler.Actors.Hosting;
using PixCrawler.Domain.Politeness;
using PixCrawler.Imaging.Decoding;
using PixCrawler.Net.Http;

namespace PixCrawler.Cli.Commands;

/// <summary>The options that say how the process works; all commands that crawl have them, for they are no part of a job.</summary>
internal sealed class ProcessOptions
{
    private const int MebiByte = 1024 * 1024;
    private static readonly HttpOptions HttpDefaults = new();
    private static readonly PolitenessOptions PolitenessDefaults = new();
    private static readonly int MaxAttempts = new PixCrawlerOptions().Retry.Network.MaxAttempts;

    private readonly Option<DecodingMode> _decode = OptionKinds.Parsed("--decode", ParseDecoding, "out-of-process",
        "Where images are decoded at the levels medium and slow: out-of-process (a decoder that crashes costs its own image) or in-process "
        + "(a little cheaper, for trusted lists only).", "WHERE");

    private readonly Option<int> _concurrency = OptionKinds.Value("--concurrency", new PixCrawlerOptions().MaxConcurrentDownloads, "Downloads at once, 1 to 4,096.", "N");

    private readonly Option<int> _timeoutSeconds = OptionKinds.Value("--timeout-seconds", (int)HttpDefaults.RequestTimeout.TotalSeconds,
        "How long one attempt may take in all, in seconds, 1 to 600.", "SECONDS");

    private readonly Option<int> _maxBodyMib = OptionKinds.Value("--max-body-mib", (int)(HttpDefaults.MaxBodyBytes / MebiByte), "Largest file, in MiB, 1 to 1,024.", "MIB");

    private readonly Option<string?> _contact = new("--contact")
    {
        Description = "URL or e-mail address, sent with every request, where site owners find out who is crawling. Required, but for networks of your own (--allow-network).",
        HelpName = "CONTACT",
    };

    private readonly Option<IPNetwork[]> _allowNetwork = new("--allow-network")
    {
        Description = "Network (CIDR) that may be reached although it is not public, such as 10.1.0.0/16; may be repeated. Default: none.",
        HelpName = "CIDR",
        CustomParser = ParseNetworks,
    };

    private readonly Option<int[]> _allowPort = new("--allow-port")
    {
        Description = "Port that may be reached at public addresses beside 80 and 443, 1 to 65,535; may be repeated. Default: none.",
        HelpName = "PORT",
    };

    private readonly Option<int> _hostConcurrency = OptionKinds.Value("--host-concurrency", PolitenessDefaults.Default.MaxConcurrentRequests,
        "Requests at once to one host of the open web, 1 to 64.", "N");

    private readonly Option<int> _hostGap = OptionKinds.Value("--host-gap-ms", (int)PolitenessDefaults.Default.MinGap.TotalMilliseconds,
        "Least time from one request to the next to one host of the open web, in milliseconds, 0 to 60,000.", "MS");

    private readonly Option<bool> _ignoreRobots = new("--ignore-robots")
    {
        Description = "Crawl although robots.txt forbids it. For sites of your own, or with their owner's word; it is logged.",
    };

    private readonly Option<bool> _ignoreOptOuts = new("--ignore-opt-outs")
    {
        Description = "Keep images although their owner opted out (X-Robots-Tag, TDMRep, ai.txt). For sites of your own, or with their owner's word; it is logged.",
    };

    private readonly Option<bool> _respectContentUsage = new("--respect-content-usage")
    {
        Description = "Leave out what a Content-Usage header (a draft standard) reserves, too.",
    };

    private readonly Option<JournalOptions?> _journal = new("--journal")
    {
        Description = "Where the job's events are kept: an SQLite file, or a PostgreSQL connection string (Host=...). Default: OUT/.pixcrawl/journal.db.",
        HelpName = "JOURNAL",
        CustomParser = ParseJournal,
    };

    /// <summary>Puts the options on a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in new Option[]
        {
            _decode, _concurrency, _timeoutSeconds, _maxBodyMib, _contact, _allowNetwork, _allowPort, _hostConcurrency, _hostGap, _ignoreRobots, _ignoreOptOuts, _respectContentUsage, _journal,
        })
        {
            command.Add(option);
        }
    }

    /// <summary>Puts the journal's option alone on a command.</summary>
    public void AddJournalTo(Command command) => command.Add(_journal);

    /// <summary>Puts what a process needs that only exports on a command.</summary>
    public void AddStoresTo(Command command)
    {
        foreach (var option in new Option[] { _allowNetwork, _allowPort, _journal })
            command.Add(option);
    }

    /// <summary>Reads how a process works that only exports.</summary>
    public PixCrawlerOptions ReadStores(ParseResult line) => new() { Access = Access(line), Stores = StoreOptions.FromEnvironment(Environment.GetEnvironmentVariable) };

    /// <summary>The journal that was asked for; null where none was.</summary>
    public JournalOptions? ReadJournal(ParseResult line) => line.GetValue(_journal);

    /// <summary>Reads what was asked for; figures are judged later, all at once.</summary>
    public PixCrawlerOptions Read(ParseResult line)
    {
        var maxBodyBytes = (long)line.GetValue(_maxBodyMib) * MebiByte;
        var requestTimeout = TimeSpan.FromSeconds(line.GetValue(_timeoutSeconds));
        var urlTimeout = requestTimeout * MaxAttempts + HttpDefaults.UrlTimeout / 2;
        return new PixCrawlerOptions
        {
            MaxConcurrentDownloads = line.GetValue(_concurrency),
            Http = HttpDefaults with
            {
                RequestTimeout = requestTimeout,
                UrlTimeout = urlTimeout > HttpDefaults.UrlTimeout ? urlTimeout : HttpDefaults.UrlTimeout,
                MaxBodyBytes = maxBodyBytes,
                MaxBytesInFlight = Math.Max(HttpDefaults.MaxBytesInFlight, maxBodyBytes),
                Contact = line.GetValue(_contact),
            },
            Decoding = new DecoderOptions { Mode = line.GetValue(_decode) },
            Politeness = Politeness(line),
            Access = Access(line),
        };
    }

    private NetworkAccessOptions Access(ParseResult line) => new()
    {
        AllowedNetworks = line.GetValue(_allowNetwork) ?? [],
        AllowedPorts = [.. new NetworkAccessOptions().AllowedPorts.Concat(line.GetValue(_allowPort) ?? []).Distinct()],
    };

    private PolitenessOptions Politeness(ParseResult line)
    {
        var respectsOptOuts = !line.GetValue(_ignoreOptOuts);
        return PolitenessDefaults with
        {
            Default = PolitenessDefaults.Default with
            {
                MaxConcurrentRequests = line.GetValue(_hostConcurrency),
                MinGap = TimeSpan.FromMilliseconds(line.GetValue(_hostGap)),
            },
            RespectRobots = !line.GetValue(_ignoreRobots),
            RespectRobotsTag = respectsOptOuts,
            RespectTdmRep = respectsOptOuts,
            RespectAiTxt = respectsOptOuts,
            RespectContentUsage = line.GetValue(_respectContentUsage),
        };
    }

    private static JournalOptions? ParseJournal(ArgumentResult result)
    {
        try
        {
            return JournalOptions.Parse(result.Tokens[0].Value);
        }
        catch (ValidationException error)
        {
            result.AddError($"--journal: {error.Message}");
            return null;
        }
    }

    private static DecodingMode ParseDecoding(ArgumentResult result) => Choice.Parse(result, "--decode", new Dictionary<string, DecodingMode>
    {
        ["out-of-process"] = DecodingMode.OutOfProcess,
        ["in-process"] = DecodingMode.InProcess,
    });

    private static IPNetwork[] ParseNetworks(ArgumentResult result) => [.. result.Tokens.Select(token => ParseNetwork(result, token.Value))];

    private static IPNetwork ParseNetwork(ArgumentResult result, string text)
    {
        if (IPNetwork.TryParse(text, out var network))
            return network;
        if (IPAddress.TryParse(text, out var address))
            return new IPNetwork(address, address.GetAddressBytes().Length * 8);
        result.AddError($"--allow-network: '{text}' is no network; write its first address and prefix length, such as 10.1.0.0/16, or a single address");
        return default;
    }
}
