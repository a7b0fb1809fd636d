using System.Diagnostics;
using Akka.Actor;
using Akka.Configuration;

namespace PixCrawler.Benchmarks.Engine;

/// <summary>What the actor engine can do: each figure is the median of a few rounds, after a warm-up.</summary>
public static class EngineBenchmarks
{
    private const int Rounds = 5;

    public static void Run(TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(output);
        using var system = ActorSystem.Create("bench", ConfigurationFactory.ParseString("akka.loglevel = OFF"));
        output.WriteLine($"{Environment.ProcessorCount} cores, {Environment.Version}");
        Report(output, "tell, one to one", "messages/s", Median(() => Tells(system, senders: 1, messages: 4_000_000)));
        Report(output, "tell, four to one", "messages/s", Median(() => Tells(system, senders: 4, messages: 4_000_000)));
        Report(output, "tell, ping-pong of a pair", "messages/s", Median(() => PingPong(system, pairs: 1, messages: 1_000_000)));
        Report(output, "tell, ping-pong of 8 pairs", "messages/s", Median(() => PingPong(system, pairs: 8, messages: 4_000_000)));
        Report(output, "ask", "round trips/s", Median(() => Asks(system, count: 100_000)));
        Report(output, "create and stop", "actors/s", Median(() => Creations(system, count: 100_000)));
        BytesPerActor(system, count: 100_000, touch: true);
        Report(output, "idle actor", "bytes", BytesPerActor(system, count: 100_000, touch: false));
        Report(output, "idle actor after one message", "bytes", BytesPerActor(system, count: 100_000, touch: true));
    }

    private static void Report(TextWriter output, string what, string unit, double value) =>
        output.WriteLine($"{what,-32}{value,14:N0} {unit}");

    private static double Median(Func<double> round)
    {
        round();
        return Enumerable.Range(0, Rounds).Select(_ => round()).Order().ElementAt(Rounds / 2);
    }

    private static double Tells(ActorSystem system, int senders, int messages)
    {
        using var done = new ManualResetEventSlim();
        var receiver = system.ActorOf(Props.Create(() => new Sink(messages, done)));
        var message = new object();
        var share = messages / senders;
        var start = Stopwatch.GetTimestamp();
        var threads = Enumerable.Range(0, senders).Select(_ => new Thread(() =>
        {
            for (var i = 0; i < share; i++) receiver.Tell(message, ActorRefs.NoSender);
        })).ToArray();
        foreach (var thread in threads) thread.Start();
        done.Wait();
        var rate = messages / Stopwatch.GetElapsedTime(start).TotalSeconds;
        system.Stop(receiver);
        return rate;
    }

    private static double PingPong(ActorSystem system, int pairs, int messages)
    {
        using var done = new CountdownEvent(pairs);
        var players = Enumerable.Range(0, pairs * 2).Select(_ => system.ActorOf(Props.Create(() => new Player(messages / pairs / 2, done)))).ToArray();
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < pairs; i++) players[i * 2].Tell("ball", players[(i * 2) + 1]);
        done.Wait();
        var rate = messages / Stopwatch.GetElapsedTime(start).TotalSeconds;
        foreach (var player in players) system.Stop(player);
        return rate;
    }

    private static double Asks(ActorSystem system, int count)
    {
        var echo = system.ActorOf(Props.Create<Echo>());
        var start = Stopwatch.GetTimestamp();
        AskAsync().GetAwaiter().GetResult();
        var rate = count / Stopwatch.GetElapsedTime(start).TotalSeconds;
        system.Stop(echo);
        return rate;

        async Task AskAsync()
        {
            for (var i = 0; i < count; i++) await echo.Ask<string>("hello", TimeSpan.FromSeconds(5));
        }
    }

    private static double Creations(ActorSystem system, int count)
    {
        using var stopped = new CountdownEvent(count);
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < count; i++) system.ActorOf(Props.Create(() => new ShortLived(stopped))).Tell("stop", ActorRefs.NoSender);
        stopped.Wait();
        return count / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static double BytesPerActor(ActorSystem system, int count, bool touch)
    {
        var actors = new IActorRef[count];
        using var seen = new CountdownEvent(count);
        var props = Props.Create(() => new Idle(seen, touch));
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 0; i < count; i++) actors[i] = system.ActorOf(props);
        if (touch)
            foreach (var actor in actors) actor.Tell("message", ActorRefs.NoSender);
        seen.Wait();
        var bytes = (GC.GetTotalMemory(forceFullCollection: true) - before) / (double)count;
        // What is still being torn down would be missing from the next measurement.
        Task.WhenAll(actors.Select(actor => actor.GracefulStop(TimeSpan.FromMinutes(1)))).GetAwaiter().GetResult();
        return bytes;
    }

    private sealed class Sink : UntypedActor
    {
        private readonly ManualResetEventSlim _done;
        private int _left;

        public Sink(int messages, ManualResetEventSlim done)
        {
            _left = messages;
            _done = done;
        }

        protected override void OnReceive(object message)
        {
            if (--_left == 0) _done.Set();
        }
    }

    private sealed class Player : ReceiveActor
    {
        private int _left;

        public Player(int messages, CountdownEvent done)
        {
            _left = messages;
            Receive<string>(ball =>
            {
                if (--_left == 0) done.Signal();
                else if (_left > 0) Sender.Tell(ball, Self);
            });
        }
    }

    private sealed class Echo : ReceiveActor
    {
        public Echo() => Receive<string>(text => Sender.Tell(text, Self));
    }

    private sealed class ShortLived : ReceiveActor
    {
        private readonly CountdownEvent _stopped;

        public ShortLived(CountdownEvent stopped)
        {
            _stopped = stopped;
            Receive<string>(_ => Context.Stop(Self));
        }

        protected override void PostStop() => _stopped.Signal();
    }

    private sealed class Idle : ReceiveActor
    {
        private readonly CountdownEvent? _started;

        public Idle(CountdownEvent seen, bool waitsForMessage)
        {
            _started = waitsForMessage ? null : seen;
            ReceiveAny(_ => seen.Signal());
        }

        protected override void PreStart() => _started?.Signal();
    }
}
