using Akka.Actor;
using Akka.Event;
using Akka.Scheduling;

namespace Akka.Cells;

// One user message.
internal sealed partial class ActorCell
{
    /// <summary>Counts the messages handled, so that one message can be told from the next.</summary>
    internal long Turn { get; private set; }

    private void Invoke(object message, IActorRef? sender)
    {
        Turn++;
        _currentMessage = message;
        _currentSender = sender;
        try
        {
            if (message is TimerTick tick)
            {
                if (_timers is null || !_timers.TryClaim(tick, out message!)) return;
                _currentMessage = message;
            }
            else if (message is ReceiveTimeoutTick timeout)
            {
                if (!IsReceiveTimeoutDue(timeout)) return;
                _currentMessage = message = Actor.ReceiveTimeout.Instance;
            }

            if (message is IAutoReceivedMessage) ReceiveAutomatically(message);
            else _actor!.AroundReceive(_behavior!, message);
            if (_receiveTimeout is not null && message is not INotInfluenceReceiveTimeout) RestartReceiveTimeout();
        }
        catch (Exception cause)
        {
            Fail(cause, null);
        }
        finally
        {
            // A failed or waiting message is still the current one: PreRestart gets it, continuations see its sender.
            _currentMessage = null;
            _currentSender = null;
        }
    }

    private void ReceiveAutomatically(object message)
    {
        switch (message)
        {
            case Terminated terminated:
                ReceiveTerminated(terminated);
                break;
            case PoisonPill:
                _self.OnSystem(new Terminate());
                break;
            case Kill:
                throw new ActorKilledException("Kill");
            case Identify identify:
                Sender.Tell(new ActorIdentity(identify.MessageId, _self), _self);
                break;
            default:
                _actor!.AroundReceive(_behavior!, message);
                break;
        }
    }
}
