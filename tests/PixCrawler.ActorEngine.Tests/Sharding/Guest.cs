using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Cluster.Sharding;

namespace PixCrawler.ActorEngine.Tests.Sharding;

/// <summary>What guests wrote down, over all their lives and all hosts.</summary>
internal sealed class GuestBook
{
    public ConcurrentQueue<string> Lines { get; } = new();

    public ConcurrentDictionary<string, IActorRef> Guests { get; } = new();

    public int Visits(string id) => Lines.Count(line => line == $"{id} comes");
}

/// <summary>An entity that answers, leaves when it is told to, and says what it was told when it had to go.</summary>
internal sealed class Guest : ReceiveActor
{
    private readonly string _id;
    private readonly GuestBook _book;
    private bool _isToGo;
    private bool _doorIsOpen;

    public Guest(string id, GuestBook book)
    {
        (_id, _book) = (id, book);
        var visit = book.Visits(id) + 1;
        Receive<string>(message => message == "leave", _ => Context.Parent.Tell(new Passivate("go")));
        // Who is told to go does so once the door is open, and nobody goes without being told to.
        Receive<string>(message => message == "go", _ =>
        {
            book.Lines.Enqueue($"{id} is to go");
            _isToGo = true;
            Go();
        });
        Receive<string>(message => message == "door", _ =>
        {
            _doorIsOpen = true;
            Go();
        });
        Receive<string>(message => message == "stop", _ => Context.Stop(Self));
        Receive<string>(message => message == "hand over", _ =>
        {
            book.Lines.Enqueue($"{id} is handed over");
            Context.Stop(Self);
        });
        Receive<string>(message => Sender.Tell($"{id}/{visit}: {message}"));
    }

    private void Go()
    {
        if (_isToGo && _doorIsOpen)
            Context.Stop(Self);
    }

    protected override void PreStart()
    {
        _book.Guests[_id] = Self;
        _book.Lines.Enqueue($"{_id} comes");
    }

    protected override void PostStop() => _book.Lines.Enqueue($"{_id} has gone");
}
