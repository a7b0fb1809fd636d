using PixCrawler.Contracts.Jobs;

namespace PixCrawler.Cli.Commands;

/// <summary>What the process ends with. Scripts rely on these: none changes its meaning.</summary>
internal static class ExitCodes
{
    public const int Complete = 0;

    /// <summary>The demo did not go as scripted.</summary>
    public const int DemoFailed = 1;

    /// <summary>Something usable came out and something failed; for doctor: there are warnings.</summary>
    public const int Partial = 2;

    public const int Failed = 3;

    /// <summary>Bad options, or the job was not accepted (EX_USAGE of sysexits.h).</summary>
    public const int Usage = 64;

    /// <summary>The service cannot be reached (EX_UNAVAILABLE of sysexits.h).</summary>
    public const int Unavailable = 69;

    /// <summary>An error nobody foresaw (EX_SOFTWARE of sysexits.h).</summary>
    public const int Unexpected = 70;

    /// <summary>
    /// Stopped by a signal with its work saved; <c>--resume</c> goes on with it. Of a service: it ended by itself, as a node does that its
    /// cluster took out; start it again (EX_TEMPFAIL of sysexits.h).
    /// </summary>
    public const int Suspended = 75;

    /// <summary>Cancelled, or ended at once by a second signal (128 + SIGINT, the shells' custom).</summary>
    public const int Cancelled = 130;

    /// <summary>The code for a job's end.</summary>
    public static int Of(JobStatus status) => status switch
    {
        JobStatus.Completed => Complete,
        JobStatus.Partial => Partial,
        JobStatus.Cancelled => Cancelled,
        _ => Failed,
    };
}
