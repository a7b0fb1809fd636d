using System.ComponentModel.DataAnnotations;
using PixCrawler.Actors.Datasets.Stores;
using PixCrawler.Domain.Operations;
using PixCrawler.Domain.Politeness;
using PixCrawler.Domain.Supervision;
using PixCrawler.Imaging.Decoding;
using PixCrawler.Net.Dns;
using PixCrawler.Net.Http;
using PixCrawler.Net.Resilience;
using PixCrawler.Net.Sources;

namespace PixCrawler.Actors.Hosting;

/// <summary>How the whole process works. Section <c>PixCrawler</c> in the configuration.</summary>
public sealed class PixCrawlerOptions
{
    /// <summary>Downloads in flight at once, over all jobs.</summary>
    /// <value>Default 64; 1 to 4,096.</value>
    [Range(1, 4096)]
    public int MaxConcurrentDownloads { get; set; } = 64;

    /// <summary>Chunks of one job that are open at once.</summary>
    /// <value>Default 35; 1 to 1,000.</value>
    [Range(1, 1000)]
    public int MaxConcurrentChunks { get; set; } = 35;

    /// <summary>Validators of one job.</summary>
    /// <value>Default: one per core; 1 to 256.</value>
    [Range(1, 256)]
    public int Validators { get; set; } = Math.Clamp(Environment.ProcessorCount, 1, 256);

    /// <summary>New runs of a worker after its first, when its foundations failed.</summary>
    /// <value>Default 3, so 4 runs in all; 0 to 10.</value>
    [Range(0, 10)]
    public int MaxRestarts { get; set; } = 3;

    /// <summary>From a worker's failure to its next run, in seconds.</summary>
    /// <value>Default 60; 1 to 3,600.</value>
    [Range(1, 3600)]
    public int RestartDelaySeconds { get; set; } = 60;

    /// <summary>The free space below which the disk counts as full and a job pauses, in mebibytes.</summary>
    /// <value>Default 512; 1 to 1,048,576.</value>
    [Range(1, 1_048_576)]
    public int MinFreeDiskMebibytes { get; set; } = 512;

    /// <summary>How often a chunk tells how far it is, in milliseconds.</summary>
    /// <value>Default 200; 10 to 60,000.</value>
    [Range(10, 60_000)]
    public int ReportIntervalMilliseconds { get; set; } = 200;

    /// <summary>How often a running job logs its state, in seconds.</summary>
    /// <value>Default 30; 1 to 3,600.</value>
    [Range(1, 3600)]
    public int StateLogIntervalSeconds { get; set; } = 30;

    /// <summary>How long work under way may go on when the process ends in good order, in seconds.</summary>
    /// <value>Default 20; 1 to 600.</value>
    [Range(1, 600)]
    public int DrainSeconds { get; set; } = 20;

    /// <summary>After how many events of a job its state is saved as a snapshot.</summary>
    /// <value>Default 1,000; 10 to 1,000,000.</value>
    [Range(10, 1_000_000)]
    public int SnapshotEvents { get; set; } = 1000;

    /// <summary>Exports of one job at once.</summary>
    /// <value>Default 4; 1 to 64.</value>
    [Range(1, 64)]
    public int MaxConcurrentExports { get; set; } = 4;

    /// <summary>
    /// Whether jobs that have not ended go on when the process starts. Without it they stay as they are and can be asked and exported;
    /// exports go on either way.
    /// </summary>
    /// <value>Default: they go on.</value>
    public bool GoesOnWithJobs { get; set; } = true;

    /// <summary>Who is asking when exports are put into stores.</summary>
    public StoreOptions Stores { get; set; } = new();

    /// <summary>How requests are made.</summary>
    public HttpOptions Http { get; set; } = new();

    /// <summary>How often and when failed calls are tried again, by profile.</summary>
    public ResilienceOptions Retry { get; set; } = new();

    /// <summary>How names are looked up.</summary>
    public DnsOptions Dns { get; set; } = new();

    /// <summary>Where requests may go.</summary>
    public NetworkAccessOptions Access { get; set; } = new();

    /// <summary>How hosts are treated and which of their wishes are respected.</summary>
    public PolitenessOptions Politeness { get; set; } = new();

    /// <summary>How lists are read.</summary>
    public UrlListOptions Lists { get; set; } = new();

    /// <summary>How images are decoded at the validation levels that need it.</summary>
    public DecoderOptions Decoding { get; set; } = new();

    /// <summary>How stand-alone operations are carried out.</summary>
    public OperationOptions Operations { get; set; } = new();

    /// <summary>Where jobs are kept.</summary>
    public JournalOptions Journal { get; set; } = new();

    /// <summary>How the process finds the other nodes of its cluster.</summary>
    /// <value>Default: null, the process is alone.</value>
    public ClusterOptions? Cluster { get; set; }

    internal RestartPolicy Restarts => new(MaxRestarts, TimeSpan.FromSeconds(RestartDelaySeconds));

    internal TimeSpan StateLogInterval => TimeSpan.FromSeconds(StateLogIntervalSeconds);

    internal TimeSpan DrainTime => TimeSpan.FromSeconds(DrainSeconds);

    // What is under way has its time; saving what it came to takes a moment more.
    internal TimeSpan RestTime => DrainTime + TimeSpan.FromSeconds(4);

    /// <summary>
    /// The longest that a clean end takes: what is under way comes to rest and is saved, and a node of a cluster hands its jobs over and
    /// leaves. Whatever stops the process has to give it as long.
    /// </summary>
    public TimeSpan StopTime => Cluster is null ? DrainTime + TimeSpan.FromSeconds(5) : RestTime + TimeSpan.FromSeconds(36);

    internal TimeSpan ReportInterval => TimeSpan.FromMilliseconds(ReportIntervalMilliseconds);

    /// <summary>Judges the figures.</summary>
    /// <exception cref="ValidationException">One is out of its range; the message names it.</exception>
    public void Validate()
    {
        Validator.ValidateObject(this, new ValidationContext(this), validateAllProperties: true);
        Decoding.Validate();
        Operations.Validate();
        Journal.Validate();
        Cluster?.Validate(Journal);
        if (Politeness.Validate() is { Count: > 0 } errors)
            throw new ValidationException(string.Join("; ", errors.Select(error => $"{nameof(Politeness)}:{error.Field} {error.Problem}")));
    }
}
