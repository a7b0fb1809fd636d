using Akka.Actor;

namespace Akka.Dispatch;

/// <summary>
/// Many producers, one consumer. A list of single-use segments: a producer takes a slot with one atomic increment and publishes the
/// message with an exchange, which is also the full fence that the wake-up check after it needs. Segments are never reused, so there is
/// nothing to confuse. The first one appears with the first message, and an actor that keeps up only ever has small ones.
/// </summary>
internal struct MailboxQueue
{
    private const int SmallestSegment = 4;
    private const int LargestSegment = 512;

    private Segment? _head;
    private Segment? _tail;

    /// <summary>True when the next message is ready. Exact for the consumer, a hint for anyone else.</summary>
    public readonly bool HasMessage
    {
        get
        {
            for (var segment = Volatile.Read(in _head); segment is not null; segment = Volatile.Read(ref segment.Next))
            {
                var at = Volatile.Read(ref segment.Read);
                if (at < segment.Slots.Length) return Volatile.Read(ref segment.Slots[at].Message) is not null;
            }

            return false;
        }
    }

    /// <summary>The number of messages, for information.</summary>
    public readonly int Count
    {
        get
        {
            var count = 0;
            for (var segment = Volatile.Read(in _head); segment is not null; segment = Volatile.Read(ref segment.Next))
                count += Math.Min(Volatile.Read(ref segment.Taken), segment.Slots.Length) - Volatile.Read(ref segment.Read);
            return count;
        }
    }

    public void Enqueue(object message, IActorRef? sender)
    {
        var segment = Volatile.Read(ref _tail) ?? First();
        while (true)
        {
            var slots = segment.Slots;
            var at = Interlocked.Increment(ref segment.Taken) - 1;
            if (at < slots.Length)
            {
                slots[at].Sender = sender;
                Interlocked.Exchange(ref slots[at].Message, message);
                return;
            }

            segment = After(segment);
        }
    }

    public bool TryDequeue(out object message, out IActorRef? sender)
    {
        var segment = _head;
        while (segment is not null)
        {
            if (segment.Read < segment.Slots.Length)
            {
                ref var slot = ref segment.Slots[segment.Read];
                var found = Volatile.Read(ref slot.Message);
                message = found!;
                sender = slot.Sender;
                if (found is null) return false;
                slot = default;
                segment.Read++;
                return true;
            }

            segment = Volatile.Read(ref segment.Next);
            if (segment is not null) Volatile.Write(ref _head, segment);
        }

        message = null!;
        sender = null;
        return false;
    }

    private Segment First()
    {
        var fresh = new Segment(SmallestSegment);
        var head = Interlocked.CompareExchange(ref _head, fresh, null) ?? fresh;
        return Interlocked.CompareExchange(ref _tail, head, null) ?? head;
    }

    private Segment After(Segment full)
    {
        var next = Volatile.Read(ref full.Next);
        if (next is null)
        {
            // A consumer that has not touched this segment yet is behind: fewer, larger segments are cheaper then.
            var behind = Volatile.Read(ref full.Read) == 0;
            var size = behind ? Math.Min(full.Slots.Length * 2, LargestSegment) : Math.Max(full.Slots.Length / 2, SmallestSegment);
            var fresh = new Segment(size);
            next = Interlocked.CompareExchange(ref full.Next, fresh, null) ?? fresh;
        }

        Interlocked.CompareExchange(ref _tail, next, full);
        return next;
    }

    private struct Slot
    {
        public object? Message;
        public IActorRef? Sender;
    }

    private sealed class Segment(int size)
    {
        public readonly Slot[] Slots = new Slot[size];
        public Segment? Next;
        public int Taken;
        public int Read;
    }
}
