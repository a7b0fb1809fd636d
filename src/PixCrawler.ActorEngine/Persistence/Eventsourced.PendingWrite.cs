using Akka.Actor;
using Akka.Cells;
using Akka.Persistence.Journals;

namespace Akka.Persistence;

public abstract partial class Eventsourced
{
    /// <summary>One call of Persist on its way: its events, their handler, and the outcome when it is known.</summary>
    private abstract class PendingWrite(Eventsourced actor, IActorRef sender, object[] events, EventBatch? batch, bool holds)
        : Reply(actor, sender)
    {
        private int _next;

        public EventBatch? Batch => batch;

        public bool IsLast { get; set; }

        public Exception? Failure { get; set; }

        public Exception? Rejection { get; set; }

        public override object? Subject => events[Math.Max(0, _next - 1)];

        public sealed override void Run()
        {
            if (Failure is not null) Fail(Failure);
            else
                try
                {
                    while (_next < events.Length) HandleNext();
                }
                finally
                {
                    EndWrite();
                }
        }

        protected abstract void Handle(object @event);

        private void HandleNext()
        {
            var @event = events[_next++];
            if (batch is not null) actor.LastSequenceNr = batch.FirstSequenceNr + _next - 1;
            if (Rejection is null) Handle(@event);
            else actor.OnPersistRejected(Rejection, @event, actor.LastSequenceNr);
        }

        // A handler may have thrown and its supervisor may decide to resume: then the other events are handled after all.
        private void EndWrite()
        {
            if (_next < events.Length) actor._cell.Repeat(this);
            else
            {
                if (holds) actor._heldBy--;
                if (IsLast) actor._isWriting = false;
            }

            actor.EndTurn();
        }

        private void Fail(Exception cause)
        {
            try
            {
                actor.OnPersistFailure(cause, events[0], batch?.FirstSequenceNr ?? actor.LastSequenceNr);
            }
            finally
            {
                actor.StopForGood();
            }
        }
    }

    private sealed class PendingWrite<TEvent>(
        Eventsourced actor, IActorRef sender, object[] events, EventBatch? batch, Action<TEvent> handler, bool holds)
        : PendingWrite(actor, sender, events, batch, holds)
    {
        protected override void Handle(object @event) => handler((TEvent)@event);
    }
}
