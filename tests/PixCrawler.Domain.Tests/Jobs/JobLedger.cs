using PixCrawler.Contracts.Chunks;
using PixCrawler.Contracts.Jobs;
using PixCrawler.Domain.Jobs;

namespace PixCrawler.Domain.Tests.Jobs;

/// <summary>Checks a job's events one by one against the laws, from books of its own that share nothing with the product.</summary>
internal sealed class JobLedger(int sources, int? maxUrls, int validators, int maxOpenChunks, bool deduplicates = false)
{
    private readonly List<int> _planned = [];
    private readonly HashSet<int> _open = [];
    private readonly HashSet<int> _redo = [];
    private readonly Dictionary<int, int> _settledChunks = [];
    private readonly Dictionary<int, int> _lastRuns = [];
    private readonly Dictionary<WorkerId, Book> _workers = [];
    private int _source;
    private int _restarts;
    private bool _cancelled;
    private bool _reopened;
    private bool _achieved;
    private bool _deduplicated;
    private JobEnded? _ended;

    private int PlannedSlots => _planned.Sum();

    private int Settled => _settledChunks.Where(chunk => !_open.Contains(chunk.Key)).Sum(chunk => chunk.Value);

    private bool ValidatorsLost => validators > 0
        && _workers.Count(entry => entry.Key.Kind == WorkerKind.Validator && entry.Value.Phase == RunPhase.GivenUp) == validators;

    private bool PlanComplete => _cancelled || _reopened || ValidatorsLost || _source >= sources
        || _workers.Any(entry => entry.Key.Kind == WorkerKind.Discovery && entry.Value.Phase == RunPhase.GivenUp);

    public void Enter(IJobEvent jobEvent)
    {
        (_ended is null).ShouldBe(jobEvent is not JobReopened, "nothing happens after the end but its undoing");
        switch (jobEvent)
        {
            case ChunkPlanned planned:
                PlanComplete.ShouldBeFalse();
                (planned.Number, planned.Source).ShouldBe((_planned.Count, _source));
                planned.Slots.ShouldBePositive();
                _planned.Add(planned.Slots);
                PlannedSlots.ShouldBeLessThanOrEqualTo(maxUrls ?? int.MaxValue);
                Achieve();
                break;
            case SourceExhausted exhausted:
                PlanComplete.ShouldBeFalse();
                exhausted.Source.ShouldBe(_source++);
                Achieve();
                break;
            case WorkerStarted started:
                Enter(started);
                break;
            case WorkerFailed failed:
                Enter(failed);
                break;
            case WorkerInterrupted interrupted:
                Enter(interrupted);
                _achieved = false;
                break;
            case RunProgressed progressed:
                _achieved.ShouldBeFalse("it is kept once in a life");
                (_workers[progressed.Worker].Run, _workers[progressed.Worker].Phase).ShouldBe((progressed.Run, RunPhase.Running));
                Achieve();
                break;
            case JobSuspended:
                foreach (var (worker, book) in _workers.Where(worker => worker.Value.Phase == RunPhase.Running && IsNeeded(worker.Key)))
                    _workers[worker] = book with { Phase = RunPhase.Due, Free = book.Free + 1 };
                _achieved = false;
                break;
            case ChunkSettled settled:
                _open.Remove(settled.Number).ShouldBeTrue();
                _settledChunks[settled.Number] = settled.Tally.Settled;
                Achieve();
                break;
            case DatasetDeduplicated deduplicated:
                Enter(deduplicated);
                Achieve();
                break;
            case JobCancelRequested:
                _cancelled.ShouldBeFalse();
                _cancelled = true;
                break;
            case JobEnded ended:
                Enter(ended);
                break;
            case JobReopened reopened:
                Enter(reopened);
                break;
        }
    }

    public void ShouldMatch(JobState state)
    {
        state.Chunks.Select(chunk => chunk.Slots).ShouldBe(_planned);
        state.PlannedSlots.ShouldBe(PlannedSlots);
        state.PlanComplete.ShouldBe(PlanComplete);
        state.OpenChunks.ShouldBe(_open.Order());
        state.Redo.ShouldBe(_redo.Order());
        state.Chunks.Select(chunk => chunk.Phase == ChunkPhase.Settled).ShouldBe(
            Enumerable.Range(0, _planned.Count).Select(number => _settledChunks.ContainsKey(number) && !_open.Contains(number) && !_redo.Contains(number)));
        state.Tally.Settled.ShouldBe(_ended?.Tally.Settled ?? Settled);
        state.Restarts.ShouldBe(_restarts);
        state.ChunksFailed.ShouldBe(
            _workers.Count(worker => worker.Key.Kind == WorkerKind.Chunk && worker.Value.Phase == RunPhase.GivenUp));
        state.Status.ShouldBe(_ended?.Status ?? JobStatus.Running);
    }

    private void Achieve()
    {
        _achieved = true;
        foreach (var (worker, book) in _workers.ToArray())
            _workers[worker] = book with { Free = book.Free + book.Fruitless, Fruitless = 0 };
    }

    private bool IsNeeded(WorkerId worker) => worker.Kind switch
    {
        WorkerKind.Chunk => _open.Contains(worker.Number),
        WorkerKind.Discovery => worker.Number == _source && !PlanComplete,
        WorkerKind.Deduplication => NeedsDeduplication,
        _ => true,
    };

    private bool NeedsDeduplication => deduplicates && !_deduplicated
        && (_workers.TryGetValue(JobState.Deduplication, out var book) ? book.Phase != RunPhase.GivenUp : !_cancelled);

    private void Enter(DatasetDeduplicated deduplicated)
    {
        NeedsDeduplication.ShouldBeTrue();
        _workers[JobState.Deduplication].Phase.ShouldBe(RunPhase.Running);
        _open.ShouldBeEmpty();
        foreach (var chunk in deduplicated.Chunks)
            chunk.Tally.Settled.ShouldBe(_settledChunks[chunk.Number], "each slot has its account still");
        _deduplicated = true;
        _workers.Remove(JobState.Deduplication);
    }

    private void Enter(WorkerStarted started)
    {
        var (worker, run) = (started.Worker, started.Run);
        var isKnown = _workers.TryGetValue(worker, out var book);
        if (isKnown)
        {
            run.ShouldBe(book.Run + 1);
            (run - book.Free).ShouldBeInRange(1, 4, "three restarts, and no more");
            (book.Phase is RunPhase.Waiting or RunPhase.Due).ShouldBeTrue();
            if (book.Phase == RunPhase.Waiting)
            {
                if (!IsClosing(worker))
                    started.At.ShouldBeGreaterThanOrEqualTo(book.FailedAt.AddSeconds(60));
                _restarts++;
            }
        }

        _workers[worker] = (isKnown ? book : new Book(0, RunPhase.Running) { Free = run - 1 }) with { Run = run, Phase = RunPhase.Running };
        if (worker.Kind is WorkerKind.Packaging or WorkerKind.Deduplication)
            NeedsDeduplication.ShouldBe(worker.Kind == WorkerKind.Deduplication, "the account comes last");
        if (worker.Kind != WorkerKind.Chunk)
            return;
        if (isKnown)
        {
            _open.ShouldContain(worker.Number);
            return;
        }

        (_cancelled || ValidatorsLost).ShouldBeFalse();
        if (_redo.Remove(worker.Number))
        {
            run.ShouldBeGreaterThan(_lastRuns[worker.Number], "no earlier run, be it one that only closed, bears the same number");
        }
        else
        {
            run.ShouldBe(1);
            _settledChunks.Keys.ShouldNotContain(worker.Number);
            worker.Number.ShouldBe(_open.Count + _settledChunks.Keys.Count(chunk => !_open.Contains(chunk)), "chunks are begun in order");
        }

        _open.Add(worker.Number);
        _open.Count.ShouldBeLessThanOrEqualTo(maxOpenChunks);
    }

    // A cancelled job waits for nothing.
    private bool IsClosing(WorkerId worker) => _cancelled && worker == JobState.Deduplication;

    private void Enter(WorkerFailed failed)
    {
        var worker = failed.Worker;
        var book = _workers[worker];
        (book.Run, book.Phase).ShouldBe((failed.Run, RunPhase.Running), "only the run under way can fail");
        if (worker.Kind == WorkerKind.Chunk)
            _open.ShouldContain(worker.Number);
        var restarts = failed.Cause.Kind == FailureKind.Infrastructure && book.Run - book.Free <= 3
            && !(worker.Kind == WorkerKind.Chunk && ValidatorsLost) && !IsClosing(worker);
        failed.RestartDueAt.ShouldBe(restarts ? failed.At.AddSeconds(60) : null);
        _workers[worker] = book with { Phase = restarts ? RunPhase.Waiting : RunPhase.GivenUp, FailedAt = failed.At };
        Note(worker, failed.Run);
    }

    private void Enter(WorkerInterrupted interrupted)
    {
        var book = _workers[interrupted.Worker];
        (book.Run, book.Phase).ShouldBe((interrupted.Run, RunPhase.Running), "only a run without an outcome was interrupted");
        IsNeeded(interrupted.Worker).ShouldBeTrue();
        if (interrupted.IsCounted)
        {
            interrupted.Worker.Kind.ShouldNotBe(WorkerKind.Validator);
            _achieved.ShouldBeFalse("a life in which something was achieved is not counted");
        }

        (interrupted.Cause is not null).ShouldBe(interrupted.IsCounted && book.Run - book.Free > 3);
        _workers[interrupted.Worker] = book with
        {
            Phase = interrupted.Cause is null ? RunPhase.Due : RunPhase.GivenUp,
            Fruitless = book.Fruitless + (interrupted.IsCounted ? 1 : 0),
            Free = book.Free + (interrupted.IsCounted ? 0 : 1),
        };
        Note(interrupted.Worker, interrupted.Run);
    }

    private void Note(WorkerId worker, int run)
    {
        if (worker.Kind == WorkerKind.Chunk)
            _lastRuns[worker.Number] = run;
    }

    private void Enter(JobReopened reopened)
    {
        reopened.Chunks.ShouldNotBeEmpty();
        reopened.Chunks.ShouldBeSubsetOf(_settledChunks.Keys);
        (_ended, _reopened, _cancelled, _deduplicated) = (null, true, false, false);
        _redo.UnionWith(reopened.Chunks);
        foreach (var (worker, book) in _workers)
        {
            Note(worker, book.Run);
            if (worker.Kind != WorkerKind.Discovery || book.Phase != RunPhase.GivenUp)
                _workers.Remove(worker);
        }
    }

    private void Enter(JobEnded ended)
    {
        PlanComplete.ShouldBeTrue();
        _open.ShouldBeEmpty();
        ended.Status.IsTerminal().ShouldBeTrue();
        ended.Tally.Settled.ShouldBe(PlannedSlots, "every planned slot has its account");
        ended.Tally.Reasons.GetValueOrDefault("not-begun").ShouldBe(PlannedSlots - Settled);
        (ended.Status == JobStatus.Cancelled).ShouldBe(_cancelled);
        if (ended.Status is JobStatus.Completed)
            (ended.Tally.Failed + ended.Tally.Cancelled).ShouldBe(0);
        if (!_cancelled)
            (ended.Status == JobStatus.Failed).ShouldBe(ended.Tally.Kept == 0);
        _ended = ended;
    }

    private enum RunPhase
    {
        Running,
        Waiting,
        Due,
        GivenUp,
    }

    private readonly record struct Book(int Run, RunPhase Phase)
    {
        public DateTimeOffset FailedAt { get; init; }

        public int Free { get; init; }

        public int Fruitless { get; init; }
    }
}
