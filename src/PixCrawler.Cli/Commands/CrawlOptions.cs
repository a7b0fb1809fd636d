using System.CommandLine;
using System.CommandLine.Parsing;
using System.Net;
using PixCrawler.Actors.Hosting;
using PixCrawler.Contracts.Jobs;
using PixCrawler.Contracts.Sources;
using PixCrawler.Contracts.Validation;
using PixCrawler.Domain.Politeness;
using PixCrawler.Imaging.Decoding;
using PixCrawler.Net.Http;

namespace PixCrawler.Cli.Commands;

/// <summary>The options of <c>crawl</c>, and what they mean for the job and the process.</summary>
internal sealed class CrawlOptions
{
    private const int MebiByte = 1024 * 1024;
    private static readonly JobSpecification JobDefaults = new() { Name = "", OutputFolder = "", Sources = [] };
    private static readonly UrlListSource SourceDefaults = new("");
    private static readonly HttpOptions HttpDefaults = new();
    private static readonly PolitenessOptions PolitenessDefaults = new();
    private static readonly int MaxAttempts = new PixCrawlerOptions().Retry.Network.MaxAttempts;

    private readonly Argument<string[]> _lists = new("LIST")
    {
        Description = "URL lists to crawl, in order; - for standard input. Text, CSV, TSV, JSON or JSON lines, each also gzip-compressed.",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string> _output = new("--output", "-o")
    {
        Description = "Folder the dataset is written to. It is created; it must be empty.",
        HelpName = "OUT",
        Required = true,
    };

    private readonly Option<ListFormat> _format = Parsed("--format", ParseFormat, "auto",
        "How the lists are written: auto (by the file name), text, csv, tsv, json, jsonl.", "FORMAT");

    private readonly Option<string> _urlColumn = Value("--url-column", SourceDefaults.UrlColumn, "Column or JSON property that holds the URL.", "NAME");

    private readonly Option<string> _captionColumn = Value("--caption-column", SourceDefaults.CaptionColumn, "Column that holds the caption; it may be absent.", "NAME");

    private readonly Option<string> _keyColumn = Value("--key-column", SourceDefaults.KeyColumn, "Column that holds your own key of the sample; it may be absent.", "NAME");

    private readonly Option<string[]> _extraColumns = new("--extra-columns")
    {
        Description = "Further columns to carry into the manifest, separated by commas; * for all. Default: none.",
        HelpName = "NAMES",
    };

    private readonly Option<string?> _name = new("--name") { Description = "Name of the dataset, 1 to 100 characters. Default: the folder's name.", HelpName = "NAME" };

    private readonly Option<int?> _maxUrls = new("--max-urls") { Description = "Most URLs to take from the lists, 1 to 1,000,000,000. Default: all.", HelpName = "N" };

    private readonly Option<int> _chunkSlots = Value("--chunk-slots", JobDefaults.ChunkSlots, "URLs in a chunk, the unit of work that is restarted as a whole, 1 to 500.", "N");

    private readonly Option<ValidationLevel> _validation = Parsed("--validation", ParseLevel, "fast",
        "How closely images are looked at: fast (structure), medium (decoded small) or slow (decoded in full); the latter two need libvips.", "LEVEL");

    private readonly Option<DecodingMode> _decode = Parsed("--decode", ParseDecoding, "out-of-process",
        "Where images are decoded at the levels medium and slow: out-of-process (a decoder that crashes costs its own image) or in-process "
        + "(a little cheaper, for trusted lists only).", "WHERE");

    private readonly Option<int> _minSide = Value("--min-side", JobDefaults.MinSidePixels, "Shortest side an image may have, in pixels, 1 to 16,384.", "PIXELS");

    private readonly Option<int> _maxSide = Value("--max-side", JobDefaults.MaxSidePixels, "Longest side an image may have, in pixels, 1 to 65,535.", "PIXELS");

    private readonly Option<long> _maxPixels = Value("--max-pixels", JobDefaults.MaxPixels, "Most pixels an image may have, 1 to 1,000,000,000.", "PIXELS");

    private readonly Option<int> _concurrency = Value("--concurrency", new PixCrawlerOptions().MaxConcurrentDownloads, "Downloads at once, 1 to 4,096.", "N");

    private readonly Option<int> _timeoutSeconds = Value("--timeout-seconds", (int)HttpDefaults.RequestTimeout.TotalSeconds,
        "How long one attempt may take in all, in seconds, 1 to 600.", "SECONDS");

    private readonly Option<int> _maxBodyMib = Value("--max-body-mib", (int)(HttpDefaults.MaxBodyBytes / MebiByte), "Largest file, in MiB, 1 to 1,024.", "MIB");

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

    private readonly Option<int> _hostConcurrency = Value("--host-concurrency", PolitenessDefaults.Default.MaxConcurrentRequests,
        "Requests at once to one host of the open web, 1 to 64.", "N");

    private readonly Option<int> _hostGap = Value("--host-gap-ms", (int)PolitenessDefaults.Default.MinGap.TotalMilliseconds,
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

    private readonly ViewOptions _view = new();

    /// <summary>Puts the options on a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_lists);
        Option[] options =
        [
            _output, _format, _urlColumn, _captionColumn, _keyColumn, _extraColumns, _name, _maxUrls, _chunkSlots, _validation, _decode, _minSide, _maxSide,
            _maxPixels, _concurrency, _timeoutSeconds, _maxBodyMib, _contact, _allowNetwork, _allowPort,
            _hostConcurrency, _hostGap, _ignoreRobots, _ignoreOptOuts, _respectContentUsage,
        ];
        foreach (var option in options)
            command.Add(option);
        _view.AddTo(command);
    }

    /// <summary>Reads what was asked for; figures are judged later, all at once.</summary>
    public CrawlSettings Read(ParseResult line)
    {
        var output = Path.GetFullPath(line.GetValue(_output)!);
        var job = new JobSpecification
        {
            Name = line.GetValue(_name) ?? Path.GetFileName(Path.TrimEndingDirectorySeparator(output)),
            OutputFolder = output,
            Sources = [.. line.GetValue(_lists)!.Select(list => Source(list, line))],
            MaxUrls = line.GetValue(_maxUrls),
            ChunkSlots = line.GetValue(_chunkSlots),
            ValidationLevel = line.GetValue(_validation),
            MinSidePixels = line.GetValue(_minSide),
            MaxSidePixels = line.GetValue(_maxSide),
            MaxPixels = line.GetValue(_maxPixels),
        };
        return _view.Read(line, job, Process(line));
    }

    private UrlListSource Source(string list, ParseResult line) => new(list)
    {
        Format = line.GetValue(_format),
        UrlColumn = line.GetValue(_urlColumn)!,
        CaptionColumn = line.GetValue(_captionColumn)!,
        KeyColumn = line.GetValue(_keyColumn)!,
        ExtraColumns =
        [
            .. (line.GetValue(_extraColumns) ?? [])
                .SelectMany(names => names.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)),
        ],
    };

    private PixCrawlerOptions Process(ParseResult line)
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
            Access = new NetworkAccessOptions
            {
                AllowedNetworks = line.GetValue(_allowNetwork) ?? [],
                AllowedPorts = [.. new NetworkAccessOptions().AllowedPorts.Concat(line.GetValue(_allowPort) ?? []).Distinct()],
            },
        };
    }

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

    private static Option<T> Value<T>(string name, T defaultValue, string description, string helpName) =>
        new(name) { Description = description, HelpName = helpName, DefaultValueFactory = _ => defaultValue };

    // The default is the type's own; a factory would put the type's word for it into the help.
    private static Option<T> Parsed<T>(string name, Func<ArgumentResult, T> parse, string defaultWord, string description, string helpName) =>
        new(name) { Description = $"{description} [default: {defaultWord}]", HelpName = helpName, CustomParser = parse };

    private static ListFormat ParseFormat(ArgumentResult result) => Choice.Parse(result, "--format", new Dictionary<string, ListFormat>
    {
        ["auto"] = ListFormat.Auto,
        ["text"] = ListFormat.Text,
        ["csv"] = ListFormat.Csv,
        ["tsv"] = ListFormat.Tsv,
        ["json"] = ListFormat.Json,
        ["jsonl"] = ListFormat.JsonLines,
    });

    private static ValidationLevel ParseLevel(ArgumentResult result) => Choice.Parse(result, "--validation", new Dictionary<string, ValidationLevel>
    {
        ["fast"] = ValidationLevel.Fast,
        ["medium"] = ValidationLevel.Medium,
        ["slow"] = ValidationLevel.Slow,
    });

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
