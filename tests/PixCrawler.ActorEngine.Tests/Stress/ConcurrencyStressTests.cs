using Akka.Actor;
using Akka.Event;
using Akka.TestKit.Xunit2;

namespace PixCrawler.ActorEngine.Tests.Stress;

public sealed class ConcurrencyStressTests() : TestKit("akka.log-dead-letters = off")
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [Fact]
    public void ManySenders_EachKeepsItsOrderAndNothingIsLost()
    {
        const int Senders = 4;
        const int Messages = 500_000;
        using var done = new CountdownEvent(1);
        var receiver = Sys.ActorOf(Props.Create(() => new OrderChecker(Senders, Senders * Messages, TestActor)));

        Parallel(Senders, sender =>
        {
            for (var i = 0; i < Messages; i++) receiver.Tell(new Numbered(sender, i), ActorRefs.NoSender);
        });

        ExpectMsg("in order", Limit);
    }

    [Fact]
    public void NoWakeUpIsLost_WhenTheMailboxRunsEmptyAgainAndAgain()
    {
        const int Rounds = 300_000;
        var players = Enumerable.Range(0, 8).Select(_ => Sys.ActorOf(Props.Create(() => new Player(Rounds, TestActor)))).ToArray();
        for (var i = 0; i < players.Length; i += 2) players[i].Tell("ball", players[i + 1]);

        for (var i = 0; i < players.Length / 2; i++) ExpectMsg("finished", Limit);
    }

    [Fact]
    public void StopVersusTell_EachMessageIsProcessedOrADeadLetter()
    {
        const int Rounds = 300;
        const int Messages = 1_000;
        var letters = new Counter();
        var processed = new Counter();
        var counter = Sys.ActorOf(Props.Create(() => new LetterCounter(letters)));
        Sys.EventStream.Subscribe(counter, typeof(DeadLetter));

        for (var round = 0; round < Rounds; round++)
        {
            var actor = Sys.ActorOf(Props.Create(() => new Counting(processed)));
            Parallel(2, sender =>
            {
                for (var i = 0; i < Messages; i++)
                {
                    if (sender == 0 && i == Messages / 2) Sys.Stop(actor);
                    actor.Tell(i, ActorRefs.NoSender);
                }
            });
        }

        AwaitCondition(() => letters.Value + processed.Value == 2L * Rounds * Messages, Limit);
        letters.Value.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void WatchVersusStop_GivesExactlyOneTerminated()
    {
        const int Rounds = 5_000;
        var watcher = Sys.ActorOf(Props.Create(() => new Watcher(Rounds, TestActor)));
        for (var i = 0; i < Rounds; i++)
        {
            var subject = Sys.ActorOf(Props.Empty);
            watcher.Tell(subject);
            Sys.Stop(subject);
        }

        ExpectMsg(Rounds, Limit);
        watcher.Tell("count");
        ExpectMsg(Rounds);
    }

    [Fact]
    public async Task AskTimeout_AnswersOrTimesOutButNeverHangs()
    {
        var slow = Sys.ActorOf(Props.Create(() => new Sometimes()));
        var asks = Enumerable.Range(0, 2_000).Select(number => slow.Ask<int>(number, TimeSpan.FromMilliseconds(200))).ToArray();

        var outcomes = await Task.WhenAll(asks.Select(async ask =>
        {
            try
            {
                return await ask == -1 ? "wrong" : "answered";
            }
            catch (AskTimeoutException)
            {
                return "timed out";
            }
        })).WaitAsync(Limit);

        outcomes.Count(outcome => outcome == "timed out").ShouldBeGreaterThanOrEqualTo(1_000);
        outcomes.ShouldNotContain("wrong");
    }

    [Fact]
    public void Restarts_UnderLoad_LoseOnlyTheFailingMessages()
    {
        const int Messages = 100_000;
        var processed = new Counter();
        var parent = Sys.ActorOf(Props.Create(() => new QuietParent(processed)));
        parent.Tell("child");
        var child = ExpectMsg<IActorRef>();

        Parallel(2, _ =>
        {
            for (var i = 1; i <= Messages; i++) child.Tell(i, ActorRefs.NoSender);
        });

        AwaitCondition(() => processed.Value == 2 * (Messages - (Messages / 1000)), Limit);
    }

    private static void Parallel(int count, Action<int> run)
    {
        var threads = Enumerable.Range(0, count).Select(index => new Thread(() => run(index))).ToArray();
        foreach (var thread in threads) thread.Start();
        foreach (var thread in threads) thread.Join();
    }

    private sealed record Numbered(int Sender, int Number);

    private sealed class Counter
    {
        private long _value;

        public long Value => Interlocked.Read(ref _value);

        public void Add() => Interlocked.Increment(ref _value);
    }

    private sealed class OrderChecker : ReceiveActor
    {
        private int _left;

        public OrderChecker(int senders, int messages, IActorRef log)
        {
            var next = new int[senders];
            _left = messages;
            Receive<Numbered>(message =>
            {
                if (message.Number != next[message.Sender]++) log.Tell($"out of order: {message}");
                if (--_left == 0) log.Tell("in order");
            });
        }
    }

    private sealed class Player : ReceiveActor
    {
        private int _left;

        public Player(int rounds, IActorRef log)
        {
            _left = rounds;
            Receive<string>(ball =>
            {
                if (--_left > 0) Sender.Tell(ball);
                else log.Tell("finished");
            });
        }
    }

    private sealed class LetterCounter : ReceiveActor
    {
        public LetterCounter(Counter counter) => Receive<DeadLetter>(letter => letter.Message is int, _ => counter.Add());
    }

    private sealed class Counting : ReceiveActor
    {
        public Counting(Counter counter) => Receive<int>(_ => counter.Add());
    }

    private sealed class Watcher : ReceiveActor
    {
        private int _seen;

        public Watcher(int expected, IActorRef log)
        {
            Receive<IActorRef>(subject => Context.Watch(subject));
            Receive<Terminated>(_ =>
            {
                if (++_seen == expected) log.Tell(_seen);
            });
            Receive<string>(_ => log.Tell(_seen));
        }
    }

    private sealed class Sometimes : ReceiveActor
    {
        public Sometimes() => Receive<int>(number =>
        {
            if (number % 2 == 0) Sender.Tell(number);
        });
    }

    private sealed class QuietParent : ReceiveActor
    {
        private readonly Counter _processed;

        public QuietParent(Counter processed)
        {
            _processed = processed;
            ReceiveAny(_ => Sender.Tell(Context.ActorOf(Props.Create(() => new Fragile(_processed)))));
        }

        protected override SupervisorStrategy SupervisorStrategy() =>
            new OneForOneStrategy(-1, -1, _ => Directive.Restart, loggingEnabled: false);

        private sealed class Fragile : ReceiveActor
        {
            public Fragile(Counter processed) => Receive<int>(number =>
            {
                if (number % 1000 == 0) throw new InvalidOperationException("every thousandth fails");
                processed.Add();
            });
        }
    }
}
