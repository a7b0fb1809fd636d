using System.Diagnostics;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Persistence;
using Akka.Persistence.Sql;
using Akka.Serialization;
using PixCrawler.Actors.Serialization;
using PixCrawler.Contracts.Chunks;
using PixCrawler.Contracts.Jobs;
using PixCrawler.Contracts.Sources;
using PixCrawler.Domain.Jobs;
using PixCrawler.TestDatabases;

namespace PixCrawler.Benchmarks.Journal;

/// <summary>Settlements per second through persistent actors, and the replay of a job with a million URLs.</summary>
internal static class JournalBenchmark
{
    private const int OpenChunks = 35;
    private const int Slots = 500;
    private static readonly JobId Job = new(new Guid("0123456789abcdef0123456789abcdef"));

    public static async Task RunAsync(TextWriter output, string? folder, int chunks)
    {
        var place = Directory.CreateTempSubdirectory("pixcrawler-journal-").FullName;
        if (folder is not null)
            Directory.Delete(place);
        place = folder is null ? place : Directory.CreateDirectory(Path.Combine(folder, Path.GetFileName(place))).FullName;
        try
        {
            await MeasureAsync(output, "SQLite", $"Data Source={place}/journal.db", "SQLite.MS", chunks);
        }
        finally
        {
            Directory.Delete(place, recursive: true);
        }

        await using var cluster = await PostgreSqlCluster.StartAsync(durable: true);
        await MeasureAsync(output, "PostgreSQL", cluster.ConnectionString, "PostgreSQL", chunks);
    }

    private static async Task MeasureAsync(TextWriter output, string name, string connectionString, string provider, int chunks)
    {
        await SettleAsync(connectionString, provider, 1000, 20, 70);
        foreach (var batch in new[] { 500, 64, 8 })
        {
            var first = 10_000 * (1 + batch);
            var began = Stopwatch.GetTimestamp();
            var settled = await SettleAsync(connectionString, provider, first, batch, chunks);
            var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
            output.WriteLine(
                $"{name}: {settled / seconds:N0} settlements/s ({2 * settled / seconds:N0} events/s), {settled:N0} in batches of {batch}, {OpenChunks} chunks open, {seconds:N2} s");
        }

        await FillJobAsync(connectionString, provider);
        await ReplayAsync(output, name, connectionString, provider);
    }

    private static async Task<int> SettleAsync(string connectionString, string provider, int firstChunk, int batch, int chunks)
    {
        using var system = Start(connectionString, provider);
        var done = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        system.ActorOf(Props.Create(() => new Conductor(firstChunk, chunks, batch, done)));
        var settled = await done.Task;
        await system.Terminate();
        return settled;
    }

    private static async Task FillJobAsync(string connectionString, string provider)
    {
        using var system = Start(connectionString, provider);
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        system.ActorOf(Props.Create(() => new JobWriter(done)));
        await done.Task;
        await system.Terminate();
    }

    private static async Task ReplayAsync(TextWriter output, string name, string connectionString, string provider)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        using var system = Start(connectionString, provider);
        var began = Stopwatch.GetTimestamp();
        var job = new TaskCompletionSource<JobState>(TaskCreationOptions.RunContinuationsAsynchronously);
        system.ActorOf(Props.Create(() => new JobReader(job)));
        var state = await job.Task;
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        output.WriteLine(
            $"{name}: a job of {state.PlannedSlots:N0} URLs in {state.Chunks.Count:N0} chunks replayed in {seconds:N2} s, {(GC.GetTotalMemory(false) - before) / 1048576.0:N0} MiB managed");
        began = Stopwatch.GetTimestamp();
        var open = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        system.ActorOf(Props.Create(() => new Conductor(10_000 * 65, OpenChunks, 64, open)));
        await open.Task;
        output.WriteLine($"{name}: {OpenChunks} chunks of {Slots} slots with all their events replayed in {Stopwatch.GetElapsedTime(began).TotalSeconds:N2} s");
        GC.KeepAlive(state);
        await system.Terminate();
    }

    private static ActorSystem Start(string connectionString, string provider)
    {
        SqlPersistence? opened = null;
        SqlPersistence Open(ActorSystem system) => opened ??= SqlPersistence.Open(system, connectionString, provider);
        return ActorSystem.Create("benchmark", ActorSystemSetup.Create(
            SerializationSetup.Create(system => [SerializerDetails.Create(
                "pixcrawler", new PixCrawlerSerializer(system), [.. PixCrawlerSerializer.Manifests.Types])]),
            new PersistenceSetup { Journal = Open, Snapshots = Open }));
    }

    /// <summary>Keeps 35 chunks open until all are settled.</summary>
    private sealed class Conductor : ReceiveActor
    {
        private int _next;
        private int _settled;
        private int _open;

        public Conductor(int firstChunk, int chunks, int batch, TaskCompletionSource<int> done)
        {
            void Begin()
            {
                var (number, self) = (firstChunk + _next++, Self);
                _open++;
                Context.ActorOf(Props.Create(() => new SettlingActor(new ChunkId(Job, number), Slots, batch, self)));
            }

            for (var i = 0; i < Math.Min(OpenChunks, chunks); i++)
                Begin();
            Receive<int>(slots =>
            {
                _settled += slots;
                _open--;
                if (_next < chunks)
                    Begin();
                else if (_open == 0)
                    done.SetResult(_settled);
            });
        }
    }

    private sealed class JobWriter : ReceivePersistentActor
    {
        public JobWriter(TaskCompletionSource done)
        {
            var at = DateTimeOffset.UnixEpoch;
            var tally = new Tally(480, 10, 0, 10, 0, 40_000_000, 520, new Dictionary<string, int> { ["http-404"] = 10, ["too-small"] = 10 });
            List<IJobEvent> events =
            [
                new JobStarted(Job, new JobSpecification { Name = "million", OutputFolder = "out", Sources = [new UrlListSource("urls.txt")] }, 2, at),
                new WorkerStarted(Job, new WorkerId(WorkerKind.Discovery, 0), 1, at),
            ];
            for (var chunk = 0; chunk < 2000; chunk++)
            {
                events.Add(new ChunkPlanned(Job, chunk, 0, Slots, 0, at));
                events.Add(new WorkerStarted(Job, new WorkerId(WorkerKind.Chunk, chunk), 1, at));
                if (chunk < 2000 - OpenChunks)
                    events.Add(new ChunkSettled(Job, chunk, tally, at));
            }

            Command<string>(_ =>
            {
                var open = events.Count;
                PersistAll(events, _ =>
                {
                    if (--open == 0)
                        done.SetResult();
                });
            });
            Self.Tell("write");
        }

        public override string PersistenceId => $"job-{Job}";
    }

    private sealed class JobReader : ReceivePersistentActor
    {
        private JobState _state = JobState.New(Job);

        public JobReader(TaskCompletionSource<JobState> done)
        {
            Recover<IJobEvent>(jobEvent => _state = _state.Apply(jobEvent));
            Recover<RecoveryCompleted>(_ => done.SetResult(_state));
        }

        public override string PersistenceId => $"job-{Job}";
    }
}
