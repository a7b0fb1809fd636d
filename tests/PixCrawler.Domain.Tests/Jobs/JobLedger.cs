using PixCrawler.Contracts.Chunks;
using PixCrawler.Contracts.Jobs;
using PixCrawler.Domain.Jobs;

namespace PixCrawler.Domain.Tests.Jobs;

/// <summary>Checks a job's events one by one against the laws, from books of its own that share nothing with the product.</summary>
internal sealed class JobLedger(int sources, int? maxUrls, int validators, int maxOpenChunks)
{
    private readonly List<int> _planned = [];
    private readonly HashSet<int> _open = [];
    private readonly HashSet<int> _settledChunks = [];
    private readonly Dictionary<WorkerId, (int Run, WorkerFailed? Failure)> _workers = [];
    private int _source;
    private int _settled;
    private bool _cancelled;
    private JobEnded? _ended;

    private int PlannedSlots => _planned.Sum();

    private bool ValidatorsLost => validators > 0
        && _workers.Count(entry => entry.Key.Kind == WorkerKind.Validator && IsGivenUp(entry.Key)) == validators;

    private bool PlanComplete => _cancelled || ValidatorsLost || _source >= sources
        || _workers.Keys.Any(worker => worker.Kind == WorkerKind.Discovery && IsGivenUp(worker));

    public void Enter(IJobEvent jobEvent)
    {
        _ended.ShouldBeNull("nothing happens after the end");
        switch (jobEvent)
        {
            case ChunkPlanned planned:
                PlanComplete.ShouldBeFalse();
                (planned.Number, planned.Source).ShouldBe((_planned.Count, _source));
                planned.Slots.ShouldBePositive();
                _planned.Add(planned.Slots);
                PlannedSlots.ShouldBeLessThanOrEqualTo(maxUrls ?? int.MaxValue);
                break;
            case SourceExhausted exhausted:
                PlanComplete.ShouldBeFalse();
                exhausted.Source.ShouldBe(_source++);
                break;
            case WorkerStarted started:
                Enter(started);
                break;
            case WorkerFailed failed:
                Enter(failed);
                break;
            case ChunkSettled settled:
                _open.Remove(settled.Number).ShouldBeTrue();
                _settledChunks.Add(settled.Number).ShouldBeTrue();
                _settled += settled.Tally.Settled;
                break;
            case JobCancelRequested:
                _cancelled.ShouldBeFalse();
                _cancelled = true;
                break;
            case JobEnded ended:
                Enter(ended);
                break;
        }
    }

    public void ShouldMatch(JobState state)
    {
        state.Chunks.Select(chunk => chunk.Slots).ShouldBe(_planned);
        state.PlannedSlots.ShouldBe(PlannedSlots);
        state.PlanComplete.ShouldBe(PlanComplete);
        state.OpenChunks.ShouldBe(_open.Order());
        state.Chunks.Select(chunk => chunk.Phase == ChunkPhase.Settled)
            .ShouldBe(Enumerable.Range(0, _planned.Count).Select(_settledChunks.Contains));
        state.Tally.Settled.ShouldBe(_ended?.Tally.Settled ?? _settled);
        state.Restarts.ShouldBe(_workers.Values.Sum(worker => worker.Run - 1));
        state.ChunksFailed.ShouldBe(_workers.Keys.Count(worker => worker.Kind == WorkerKind.Chunk && IsGivenUp(worker)));
        state.Status.ShouldBe(_ended?.Status ?? JobStatus.Running);
    }

    private bool IsGivenUp(WorkerId worker) => _workers[worker].Failure is { RestartDueAt: null };

    private void Enter(WorkerStarted started)
    {
        var (worker, run) = (started.Worker, started.Run);
        var (lastRun, failure) = _workers.GetValueOrDefault(worker);
        run.ShouldBe(lastRun + 1);
        run.ShouldBeInRange(1, 4);
        if (run > 1)
            started.At.ShouldBeGreaterThanOrEqualTo(failure.ShouldNotBeNull().At.AddSeconds(60));
        _workers[worker] = (run, null);
        if (worker.Kind != WorkerKind.Chunk)
            return;
        _settledChunks.ShouldNotContain(worker.Number);
        if (run > 1)
        {
            _open.ShouldContain(worker.Number);
            return;
        }

        (_cancelled || ValidatorsLost).ShouldBeFalse();
        worker.Number.ShouldBe(_open.Count + _settledChunks.Count, "chunks are begun in order");
        _open.Add(worker.Number);
        _open.Count.ShouldBeLessThanOrEqualTo(maxOpenChunks);
    }

    private void Enter(WorkerFailed failed)
    {
        var worker = failed.Worker;
        _workers[worker].ShouldBe((failed.Run, null), "only the run under way can fail");
        if (worker.Kind == WorkerKind.Chunk)
            _open.ShouldContain(worker.Number);
        var restarts = failed.Cause.Kind == FailureKind.Infrastructure && failed.Run <= 3
            && !(worker.Kind == WorkerKind.Chunk && ValidatorsLost);
        failed.RestartDueAt.ShouldBe(restarts ? failed.At.AddSeconds(60) : null);
        _workers[worker] = (failed.Run, failed);
    }

    private void Enter(JobEnded ended)
    {
        PlanComplete.ShouldBeTrue();
        _open.ShouldBeEmpty();
        ended.Status.IsTerminal().ShouldBeTrue();
        ended.Tally.Settled.ShouldBe(PlannedSlots, "every planned slot has its account");
        ended.Tally.Reasons.GetValueOrDefault("not-begun").ShouldBe(PlannedSlots - _settled);
        (ended.Status == JobStatus.Cancelled).ShouldBe(_cancelled);
        if (ended.Status is JobStatus.Completed)
            (ended.Tally.Failed + ended.Tally.Cancelled).ShouldBe(0);
        if (!_cancelled)
            (ended.Status == JobStatus.Failed).ShouldBe(ended.Tally.Kept == 0);
        _ended = ended;
    }
}
