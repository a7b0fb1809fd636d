using PixCrawler.Contracts.Jobs;
using PixCrawler.Domain.Jobs;

namespace PixCrawler.Domain.Tests.Jobs;

/// <summary>What holds after any sequence of commands, sensible or not, at any time.</summary>
public sealed class JobLawsTests
{
    private const int Sequences = 2000;
    private const int CommandsEach = 120;

    [Fact]
    public void EveryEvent_KeepsTheLawsOfTheLedger() => ForEachWorld(world =>
    {
        for (var step = 0; step < CommandsEach; step++)
            world.Step();
    });

    [Fact]
    public void EveryJob_CanBeBroughtToItsEndWithEverySlotAccountedFor() => ForEachWorld(world =>
    {
        for (var step = 0; step < CommandsEach && !world.Job.State.Status.IsTerminal(); step++)
            world.Step();
        world.Finish();

        world.Job.State.Status.IsTerminal().ShouldBeTrue();
        world.Job.State.Tally.Settled.ShouldBe(world.Job.State.PlannedSlots);
    });

    [Fact]
    public void Progress_NeverGoesBack() => ForEachWorld(world =>
    {
        var (settled, planned) = (0, (int?)null);
        for (var step = 0; step < CommandsEach; step++)
        {
            world.Step();
            var state = world.Job.State;
            // A job that is reopened begins anew with what failed.
            if (state.IsReopened)
                return;
            state.Tally.Settled.ShouldBeInRange(settled, state.PlannedSlots);
            settled = state.Tally.Settled;
            // Once the plan is whole it stays so: the share of what is settled can only grow.
            state.PlannedSlots.ShouldBe(planned ?? state.PlannedSlots);
            (planned is null || state.PlanComplete).ShouldBeTrue();
            planned = state.PlanComplete ? state.PlannedSlots : null;
        }
    });

    [Fact]
    public void ReplayFromZero_GivesTheSameState() => ForEachWorld(world =>
    {
        for (var step = 0; step < CommandsEach; step++)
            world.Step();
        var state = world.Job.State;

        var replayed = world.Job.Events.Aggregate(JobState.New(JobScript.Id), (before, jobEvent) => before.Apply(jobEvent));

        replayed.Chunks.ShouldBe(state.Chunks);
        replayed.OpenChunks.ShouldBe(state.OpenChunks);
        replayed.Workers.ShouldBe(state.Workers);
        replayed.Redo.ShouldBe(state.Redo);
        // What is compared one by one above has no equality of its own.
        (replayed with { Chunks = state.Chunks, OpenChunks = state.OpenChunks, Redo = state.Redo, Workers = state.Workers }).ShouldBe(state);
    });

    [Fact]
    public void DuplicateEventsOfAChunksEnd_ChangeNothing() => ForEachWorld(world =>
    {
        for (var step = 0; step < CommandsEach; step++)
            world.Step();

        foreach (var settled in world.Job.Events.OfType<ChunkSettled>().Where(_ => !world.Job.State.IsReopened))
            world.Job.State.Apply(settled).ShouldBeSameAs(world.Job.State);
    });

    [Fact]
    public void TheSequences_ReachEveryCorner()
    {
        var (statuses, kinds, runs, lostValidators) = (new HashSet<JobStatus>(), new HashSet<Type>(), new HashSet<(WorkerKind, int)>(), 0);
        ForEachWorld(world =>
        {
            for (var step = 0; step < CommandsEach; step++)
                world.Step();
            statuses.Add(world.Job.State.Status);
            runs.UnionWith(world.Job.Events.OfType<WorkerStarted>().Select(started => (started.Worker.Kind, started.Run)));
            kinds.UnionWith(world.Job.Events.Select(jobEvent => jobEvent.GetType()).Where(type =>
                type == typeof(WorkerInterrupted) || type == typeof(RunProgressed) || type == typeof(JobSuspended) || type == typeof(JobReopened)
                || type == typeof(DatasetDeduplicated)));
            lostValidators += world.Job.State.ValidatorsLost ? 1 : 0;
        });

        kinds.ShouldBe(
            [typeof(WorkerInterrupted), typeof(RunProgressed), typeof(JobSuspended), typeof(JobReopened), typeof(DatasetDeduplicated)], ignoreOrder: true);
        statuses.ShouldBe(Enum.GetValues<JobStatus>().Except([JobStatus.Pending]), ignoreOrder: true);
        // Exports have events of their own: ExportDecideTests.
        runs.ShouldBe(
            Enum.GetValues<WorkerKind>().Except([WorkerKind.Export]).SelectMany(kind => Enumerable.Range(1, 4).Select(run => (kind, run))).Union(runs), ignoreOrder: true);
        lostValidators.ShouldBePositive();
    }

    private static void ForEachWorld(Action<World> body)
    {
        for (var seed = 0; seed < Sequences; seed++)
        {
            try
            {
                body(new World(new Random(seed)));
            }
            catch (Exception error)
            {
                throw new InvalidOperationException($"the law is broken by seed {seed}: {error.Message}", error);
            }
        }
    }

    private sealed class World
    {
        private readonly Random _random;
        private readonly int _maxOpenChunks;
        private readonly JobLedger _ledger;

        public World(Random random)
        {
            _random = random;
            _maxOpenChunks = random.Next(1, 4);
            var (sources, validators) = (random.Next(1, 3), random.Next(1, 3));
            int? maxUrls = random.Next(2) == 0 ? null : random.Next(1, 25);
            var duplicates = random.Next(2) == 0 ? DuplicateMode.Off : DuplicateMode.Remove;
            _ledger = new JobLedger(sources, maxUrls, validators, _maxOpenChunks, duplicates != DuplicateMode.Off);
            Job = JobScript.Started(sources, maxUrls, validators, duplicates);
        }

        public JobScript Job { get; }

        public void Step()
        {
            Job.Now += TimeSpan.FromSeconds(_random.Next(0, 60));
            Do(JobCommands.Any(_random, Job.State, _maxOpenChunks));
        }

        public void Finish()
        {
            while (!Job.State.PlanComplete)
                Do(new JobCommand.ExhaustSource(Job.State.CurrentSource, 0));
            while (!Job.State.WorkDone)
            {
                Do(new JobCommand.Resume(Domain.Supervision.RestartPolicy.Default));
                var settledBefore = Job.State.Tally.Settled;
                Do(new JobCommand.BeginChunks(_maxOpenChunks));
                foreach (var number in Job.State.OpenChunks)
                    Do(new JobCommand.SettleChunk(number, JobCommands.AnyTally(_random, Job.State.Chunks[number].Slots)));
                Job.State.Tally.Settled.ShouldBeGreaterThan(settledBefore);
            }

            Do(new JobCommand.End());
        }

        private void Do(JobCommand command)
        {
            foreach (var jobEvent in Job.Do(command))
                _ledger.Enter(jobEvent);
            _ledger.ShouldMatch(Job.State);
        }
    }
}
