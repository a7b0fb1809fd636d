using Akka.Actor;
using PixCrawler.Actors.Downloads;
using PixCrawler.Domain.Politeness;
using PixCrawler.Domain.Urls;
using PixCrawler.Net.Politeness;

namespace PixCrawler.Actors.Politeness;

/// <summary>How a gate learns its sites' rules and judges URLs by them. Site files are requests like all others.</summary>
internal sealed partial class HostGateActor
{
    private readonly Dictionary<Uri, Site> _sites = [];
    private readonly Queue<Site> _filesDue = new();

    private Site? SiteOf(string text)
    {
        if (_host.Length == 0)
            return null;
        var origin = new Uri(CrawlUrl.Parse(text).Uri.GetLeftPart(UriPartial.Authority));
        if (!_sites.TryGetValue(origin, out var site))
            _sites.Add(origin, site = new Site(origin, RespectedFiles()));
        return site;
    }

    private SiteFileKind[] RespectedFiles() =>
    [
        .. _services.Options.RespectRobots ? [SiteFileKind.Robots] : Array.Empty<SiteFileKind>(),
        .. _services.Options.RespectTdmRep ? [SiteFileKind.TdmRep] : Array.Empty<SiteFileKind>(),
        .. _services.Options.RespectAiTxt ? [SiteFileKind.AiTxt] : Array.Empty<SiteFileKind>(),
    ];

    private void Judge(Site site, Waiting waiting)
    {
        if (site.IsGivenUp(Now))
        {
            GiveUp(waiting, site.GivenUp!.Value.File.Reason!, RulesUnknown(site));
            return;
        }

        TakeKnown(site);
        if (site.Missing(Now) is not null)
        {
            site.Unjudged.Add(waiting);
            if (!site.IsReading)
                QueueSiteFile(site);
        }
        else if (site.Judge(CrawlUrl.Parse(waiting.Request.Url).Uri.PathAndQuery) is { } refusal)
        {
            waiting.Owner.Tell(new HostRefused(waiting.Request.Ticket, refusal));
            LetGo(waiting.Owner);
        }
        else
        {
            Queue(waiting);
        }
    }

    private void TakeKnown(Site site)
    {
        while (site.Missing(Now) is { } kind && _services.SiteFiles.Known(site.Origin, kind) is { } known)
            Take(site, kind, known);
    }

    private TimeSpan? Take(Site site, SiteFileKind kind, SiteFile file)
    {
        var again = site.Take(kind, file, Now);
        if (_schedule is not null)
            _schedule = _schedule with { CrawlDelay = _sites.Values.Max(other => other.CrawlDelay) };
        return again;
    }

    private void QueueSiteFile(Site site)
    {
        site.IsReading = true;
        _filesDue.Enqueue(site);
    }

    private void ReadSiteFile(Site site)
    {
        var kind = site.Missing(Now)!.Value;
        _schedule = _schedule!.Begun(Now, _services.Chance());
        var turn = _schedule.Turns;
        _services.SiteFiles.ReadAsync(site.Origin, kind, _stopped.Token).PipeTo(
            Self, success: file => new SiteFileRead(site, kind, file, turn), failure: error => new StepFailed(error));
    }

    private void TakeSiteFile(SiteFileRead read)
    {
        var site = read.Site;
        Record(read.File.Outcome, read.Turn);
        LogSiteFile(read);
        _services.Capacity.Tell(new ReturnDownloads(1));
        var again = Take(site, read.Kind, read.File);
        if (site.Unjudged.Count == 0)
        {
            site.IsReading = false;
        }
        else if (again is not null)
        {
            LogRulesUnknown(site, read.File);
            Announce(Now + again.Value, read.File.Reason!);
            Timers.StartSingleTimer(site.Origin, new SiteFileDue(site), again.Value);
        }
        else if (site.IsGivenUp(Now))
        {
            site.IsReading = false;
            LogRulesUnknown(site, read.File);
            GiveUpUnjudged(site, read.File.Reason!, RulesUnknown(site));
        }
        else if (site.Missing(Now) is not null)
        {
            QueueSiteFile(site);
        }
        else
        {
            site.IsReading = false;
            var unjudged = site.Unjudged.ToArray();
            site.Unjudged.Clear();
            foreach (var waiting in unjudged)
                Judge(site, waiting);
        }

        Move();
    }

    // A file is asked for on somebody's behalf: with the last who waits for it goes the wish (E2).
    private void ForgetUnwantedSiteFiles()
    {
        var due = _filesDue.ToArray();
        _filesDue.Clear();
        foreach (var site in due.Where(site => site.Unjudged.Count > 0))
            _filesDue.Enqueue(site);
        foreach (var site in _sites.Values.Where(site => site.Unjudged.Count == 0 && (due.Contains(site) || Timers.IsTimerActive(site.Origin))))
        {
            site.IsReading = false;
            Timers.Cancel(site.Origin);
        }
    }

    private void GiveUpUnjudged(Site site, string reason, string detail)
    {
        foreach (var waiting in site.Unjudged)
            GiveUp(waiting, reason, detail);
        site.Unjudged.Clear();
    }

    private static string RulesUnknown(Site site) =>
        $"robots.txt could not be read in {Site.MaxAttempts} attempts, so nothing may be fetched: {site.GivenUp!.Value.File.Problem}";

    private sealed record SiteFileRead(Site Site, SiteFileKind Kind, SiteFile File, long Turn);

    private sealed record SiteFileDue(Site Site);
}
