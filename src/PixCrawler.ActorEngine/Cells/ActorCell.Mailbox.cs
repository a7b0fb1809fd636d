using Akka.Actor;
using Akka.Dispatch;
using Akka.Event;

namespace Akka.Cells;

// Who runs when. _status says whether the cell is with the dispatcher; whoever moves it to Scheduled hands the cell over. A sender writes
// its message, then (after a full fence) reads _status; the cell writes _status (a full fence), then looks for messages. One of the two
// always sees the other, so no wake-up is lost and none is doubled.
internal sealed partial class ActorCell
{
    private const int Idle = 0;
    private const int Scheduled = 1;
    private const int Parked = 2;

    private MailboxQueue _queue;
    private Stack<Envelope>? _front;
    private SystemMessage? _systemMessages;
    private int _status;

    // User messages wait while the actor has failed, waits for its children or awaits its asynchronous handler.
    // A dead cell goes on: what still arrives must become dead letters.
    private bool AcceptsUserMessages => _isTerminated || (_suspensions == 0 && _awaited is null);

    internal int MessageCount => _queue.Count + (_front?.Count ?? 0);

    public void SendUser(object message, IActorRef? sender)
    {
        if (Volatile.Read(ref _isTerminated))
        {
            ToDeadLetters(message, sender);
            return;
        }

        _queue.Enqueue(message, sender);
        if (Volatile.Read(ref _status) == Idle) TrySchedule(Idle);
    }

    public void SendSystem(SystemMessage message)
    {
        SystemMessage? top;
        do
        {
            top = Volatile.Read(ref _systemMessages);
            message.Next = top;
        }
        while (Interlocked.CompareExchange(ref _systemMessages, message, top) != top);

        while (true)
        {
            var status = Volatile.Read(ref _status);
            if (status == Scheduled || TrySchedule(status)) return;
        }
    }

    void IThreadPoolWorkItem.Execute()
    {
        var outer = _currentCell;
        _currentCell = this;
        try
        {
            RunSystemMessages();
            for (var left = _dispatcher.Throughput; left > 0 && AcceptsUserMessages && RunUserMessage(); left--)
                RunSystemMessages();
        }
        finally
        {
            _currentCell = outer;
            Release();
        }
    }

    /// <summary>Puts messages back in front of everything that waits, in the order given.</summary>
    internal void Prepend(IReadOnlyList<Envelope> envelopes)
    {
        if (envelopes.Count == 0) return;
        _front ??= new Stack<Envelope>(envelopes.Count);
        for (var i = envelopes.Count - 1; i >= 0; i--)
        {
            _front.Push(envelopes[i]);
            if (envelopes[i].Message is Terminated notice) (_noticesQueued ??= []).TryAdd(notice.ActorRef, null);
        }
    }

    private bool TrySchedule(int from)
    {
        if (Interlocked.CompareExchange(ref _status, Scheduled, from) != from) return false;
        _dispatcher.Run(this, again: false);
        return true;
    }

    private void Release()
    {
        if (Volatile.Read(ref _systemMessages) is not null || HasWork)
        {
            _dispatcher.Run(this, again: true);
            return;
        }

        var open = AcceptsUserMessages && !_isHolding;
        var free = open ? Idle : Parked;
        Interlocked.Exchange(ref _status, free);
        if (Volatile.Read(ref _systemMessages) is not null || (open && _queue.HasMessage)) TrySchedule(free);
    }

    private bool RunUserMessage()
    {
        if (!TryTake(out var message, out var sender)) return false;
        if (_isTerminated) ToDeadLetters(message, sender);
        else Invoke(message, sender);
        return true;
    }

    private bool TryTake(out object message, out IActorRef? sender)
    {
        if (_replies is not null && _replies.TryDequeue(out var reply))
        {
            message = reply;
            sender = reply.Sender;
            return true;
        }

        if (_isHolding)
        {
            message = null!;
            sender = null;
            return false;
        }

        if (_front is null || !_front.TryPop(out var envelope)) return _queue.TryDequeue(out message, out sender);
        message = envelope.Message;
        sender = envelope.Sender;
        return true;
    }

    private void RunSystemMessages()
    {
        while (Volatile.Read(ref _systemMessages) is not null)
        {
            var newest = Interlocked.Exchange(ref _systemMessages, null);
            SystemMessage? oldest = null;
            while (newest is not null)
            {
                var next = newest.Next;
                newest.Next = oldest;
                oldest = newest;
                newest = next;
            }

            while (oldest is not null)
            {
                var next = oldest.Next;
                oldest.Next = null;
                Run(oldest);
                oldest = next;
            }
        }
    }

    private void Run(SystemMessage message)
    {
        try
        {
            message.Apply(this);
        }
        catch (Exception cause)
        {
            Fail(cause, (message as Failed)?.Child);
        }
    }

    private void DrainToDeadLetters()
    {
        while (TryTake(out var message, out var sender)) ToDeadLetters(message, sender);
    }

    private void ToDeadLetters(object message, IActorRef? sender) =>
        SystemImpl.DeadLetters.Tell(new DeadLetter(message, sender ?? SystemImpl.DeadLetters, _self), sender);
}
