using Akka.Actor;
using PixCrawler.Actors.Jobs;
using PixCrawler.Contracts.Jobs;
using PixCrawler.Simulation.Engine;
using PixCrawler.Simulation.Laws;
using PixCrawler.Simulation.World;

namespace PixCrawler.Simulation;

/// <summary>
/// One seed's whole life of a job: first with faults, then healed, and then it has to end within a bound of virtual time. All on the
/// calling thread.
/// </summary>
internal sealed class Simulation : IDisposable
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan MostHealedTime = TimeSpan.FromHours(6);
    private static readonly TimeSpan Watched = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan LongestDrain = TimeSpan.FromSeconds(24);
    private const long MostSteps = 2_000_000;

    private readonly SimUniverse _universe;
    private readonly SimRecord _record;
    private readonly SimRandom _fate;
    private readonly Client _client;
    private readonly Law[] _laws = LawBook.All();
    private readonly Queue<(long Step, Action Trouble)> _troubles;
    private readonly TimeSpan _healsAt;
    private SimHost _host;
    private bool _restarting;
    private int _starts;

    private Simulation(ulong seed, Swarm swarm, TextWriter? text)
    {
        _universe = new SimUniverse(seed, swarm, new SimTrace(text));
        _record = new SimRecord(_universe);
        _fate = _universe.Chance.Split("fate");
        foreach (var law in _laws)
            law.Watch(_record);
        _client = new Client(_record, Owner);
        _healsAt = _fate.Seconds(30, 900);
        _troubles = new(DrawTroubles().OrderBy(trouble => trouble.Step));
        _host = Start();
        Poll();
    }

    public static SimResult Run(Seed seed, TextWriter? text = null)
    {
        using var simulation = new Simulation(seed.Number, seed.Swarm, text);
        simulation.RunToTheEnd();
        return simulation.Judge(seed);
    }

    public void Dispose()
    {
        foreach (var host in _record.Hosts)
        {
            host.Process.Kill();
            host.Dispose();
        }
    }

    private SimLoop Loop => _universe.Loop;

    private void RunToTheEnd()
    {
        var healed = false;
        var busy = _fate.Split("busy");
        while (Loop.Steps < MostSteps && Loop.Escape is null)
        {
            if (!healed && (Loop.Elapsed >= _healsAt || _client.HasSeenTheEnd))
                healed = Heal();
            if (_client.HasSeenTheEnd && Loop.Elapsed >= _record.EndSeenAt + Watched)
                break;
            if (!_client.HasSeenTheEnd && healed && Loop.Elapsed > _record.HealedAt + MostHealedTime)
                break;
            while (!healed && _troubles.TryPeek(out var next) && next.Step <= Loop.Steps)
                _troubles.Dequeue().Trouble();
            if (_host.Process.IsDead && !_restarting)
                RestartSoon();
            if (!healed && _universe.Swarm.SlowMachine && busy.Chance(0.02))
                Loop.Lose(busy.Milliseconds(1, 20));
            // At its limit the loop has only timers left that are later: time itself must go on then.
            if (!Loop.Step(Loop.Elapsed + PollInterval))
                break;
        }

        _record.Finish(Loop);
    }

    private bool Heal()
    {
        _universe.Database.Faulty = _universe.Disk.Faulty = false;
        _record.HealedAt = Loop.Elapsed;
        Loop.Trace.Line(Loop.Elapsed, "world", "everything heals");
        foreach (var host in _record.Hosts.Where(host => host.Process.IsPaused && !host.Process.IsDead))
            host.Process.Resume();
        return true;
    }

    private IEnumerable<(long Step, Action Trouble)> DrawTroubles()
    {
        var swarm = _universe.Swarm;
        // Half of them come early, where most of the work is.
        long When() => _fate.Chance(0.5) ? _fate.Between(20, 1500) : _fate.Between(20, 12_000);
        for (var crash = 0; crash < swarm.Crashes; crash++)
            yield return (When(), Crash);
        for (var move = 0; move < swarm.Moves; move++)
            yield return (When(), Move);
        for (var pause = 0; pause < swarm.Pauses; pause++)
            yield return (When(), Pause);
        if (swarm.Cancel)
            yield return (When(), () => _client.Cancel());
        var turns = _fate.Split("replacements");
        for (var replacement = 0; replacement < swarm.Replacements; replacement++)
            yield return (turns.Chance(0.5) ? turns.Between(20, 1500) : turns.Between(20, 12_000), Replace);
    }

    private void Crash()
    {
        if (_host.Process.IsDead)
            return;
        Loop.Trace.Line(Loop.Elapsed, _host.Process.Name, "killed");
        _record.Crashes++;
        _host.Process.Kill();
    }

    private void Pause()
    {
        var process = _host.Process;
        if (process.IsDead || process.IsPaused)
            return;
        Loop.Trace.Line(Loop.Elapsed, process.Name, "paused");
        process.Pause();
        Loop.After(_fate.Seconds(0.5, 120), () =>
        {
            if (!process.IsDead && process.IsPaused)
                process.Resume();
        });
    }

    // The old owner is only slow, not dead: it wakes up while the new one is at work.
    private void Move()
    {
        if (_host.Process.IsDead || _restarting)
            return;
        Pause();
        _record.Moves++;
        _host = Start();
    }

    // One process ends in good order, the next takes its place: a rolling restart, as the job sees it.
    private void Replace()
    {
        var leaving = _host;
        if (leaving.Process.IsDead || leaving.Process.IsPaused || _restarting)
            return;
        _restarting = true;
        Loop.Trace.Line(Loop.Elapsed, leaving.Process.Name, "is to end");
        var isOver = false;
        leaving.Jobs.Tell(DrainJobs.Instance, new Drainer(leaving.Process, () => Over(inTime: true)));
        // Whoever waits for it has not more patience than this.
        Loop.After(LongestDrain, () => Over(inTime: false));

        void Over(bool inTime)
        {
            if (isOver)
                return;
            isOver = true;
            _restarting = false;
            if (leaving.Process.IsDead)
                return;
            Loop.Trace.Line(Loop.Elapsed, leaving.Process.Name, inTime ? "has ended" : "is killed, it took too long");
            _record.Deaths++;
            if (!inTime)
                _record.Crashes++;
            leaving.Process.Kill();
            _host = Start();
        }
    }

    private void RestartSoon()
    {
        _restarting = true;
        _record.Deaths++;
        Loop.After(_fate.Seconds(1, 60), () =>
        {
            _restarting = false;
            _host = Start();
        });
    }

    private SimHost Start()
    {
        var host = new SimHost(_universe, $"run-{++_starts}");
        Loop.Trace.Line(Loop.Elapsed, host.Process.Name, "starts");
        _record.Hosts.Add(host);
        return host;
    }

    // Whoever asks is led to the process that has the job: the one that wrote to its journal last, as long as it lives.
    private SimHost Owner()
    {
        var last = _universe.Database.History.FindLast(committed => committed.Event is IJobEvent)?.By;
        return _record.Hosts.Find(host => host.Process == last && !last.IsDead && !last.IsPaused) ?? _host;
    }

    private void Poll()
    {
        _client.Ask();
        Loop.After(PollInterval, Poll);
    }

    private SimResult Judge(Seed seed)
    {
        foreach (var law in _laws)
            law.Examine(_record);
        return new SimResult(seed, Loop.Trace.Hash, Loop.Steps, Loop.Elapsed, _record.Deaths, _laws);
    }

    /// <summary>Who waits for a process to come to rest.</summary>
    private sealed class Drainer(SimProcess process, Action done) : MinimalActorRef
    {
        public override ActorPath Path { get; } = new RootActorPath(new Address("akka", "drainer")) / process.Name;

        protected override void TellInternal(object message, IActorRef? sender)
        {
            if (message is JobsDrained)
                done();
        }
    }

    /// <summary>Who wants the dataset: submits, asks, and writes the answers down.</summary>
    private sealed class Client(SimRecord record, Func<SimHost> current)
    {
        private bool _accepted;
        private bool _cancels;

        public bool HasSeenTheEnd => record.EndSeenAt is not null;

        public void Ask()
        {
            var host = current();
            if (host.Process.IsDead || host.Process.IsPaused || HasSeenTheEnd)
                return;
            var job = record.Universe.JobId;
            var reply = new Reply(this, host.Process);
            host.Jobs.Tell(_accepted ? new GetJobStatus(job) : new SubmitJob(job, record.Universe.Specification), reply);
            if (_cancels)
                host.Jobs.Tell(new CancelJob(job), reply);
        }

        public void Cancel() => _cancels = true;

        private void Take(SimProcess by, object message)
        {
            var loop = record.Universe.Loop;
            loop.CheckThread();
            if (by.IsDead)
                return;
            loop.Trace.Line(loop.Elapsed, "client", message is JobReport { } told ? $"{told.Status} {told.Tally.Settled}/{told.PlannedSlots}" : message.GetType().Name);
            record.Answers.Add(new Answer(loop.Elapsed, by, message));
            switch (message)
            {
                case JobAccepted:
                    _accepted = true;
                    break;
                case JobReport report when report.Status.IsTerminal():
                    record.EndSeenAt ??= loop.Elapsed;
                    break;
            }
        }

        /// <summary>Where a process sends its answer to.</summary>
        private sealed class Reply(Client client, SimProcess by) : MinimalActorRef
        {
            public override ActorPath Path { get; } = new RootActorPath(new Address("akka", "client")) / by.Name;

            protected override void TellInternal(object message, IActorRef? sender) => client.Take(by, message);
        }
    }
}
