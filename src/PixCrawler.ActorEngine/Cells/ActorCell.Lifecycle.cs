using Akka.Actor;
using Akka.Event;

namespace Akka.Cells;

// Birth, failure, restart, death. Everything here runs as a system message inside the cell.
internal sealed partial class ActorCell
{
    private bool _isTerminating;
    private bool _isTerminated;
    private bool _hasFailed;
    private int _suspensions;
    private IActorRef? _perpetrator;
    private Envelope _failedEnvelope;
    private Action? _whenChildrenAreGone;
    private SupervisorStrategy? _strategy;
    private Stash? _stash;
    private Akka.Scheduling.TimerScheduler? _timers;

    private SupervisorStrategy Strategy => _strategy ??= Props.SupervisorStrategy ?? _actor?.Strategy ?? SupervisorStrategy.DefaultStrategy;

    public void OnCreate()
    {
        if (_isTerminating) return;
        try
        {
            CreateInstance().AroundPreStart();
        }
        catch (Exception cause)
        {
            DropInstance();
            Fail(cause as ActorInitializationException ?? new ActorInitializationException(_self, "Exception during creation", cause), null);
        }
    }

    public void OnSuspend() => _suspensions++;

    public void OnResume(Exception? causedByFailure)
    {
        if (_isTerminating) return;
        if (_actor is null)
        {
            Recreate(null);
            return;
        }

        var perpetrator = _perpetrator;
        _suspensions--;
        if (causedByFailure is not null) ClearFailure();
        ResumeChildren(causedByFailure, perpetrator);
    }

    public void OnRecreate(Exception cause)
    {
        if (!_isTerminating) Recreate(cause);
    }

    public void OnTerminate()
    {
        if (_isTerminating) return;
        lock (_self) _isTerminating = true;
        SetReceiveTimeout(null);
        foreach (var child in ListChildren()) Stop(child);
        _suspensions++;
        _whenChildrenAreGone = FinishTermination;
        ContinueWithoutChildren(all: true);
    }

    public void OnChildFailed(Failed failure)
    {
        if (_isTerminating || !TryGetStats(failure.Child, out var stats)) return;
        _currentMessage = failure;
        _currentSender = failure.Child;
        try
        {
            if (!Strategy.HandleFailure(this, failure.Child, failure.Cause, stats, AllStats())) Fail(failure.Cause, failure.Child);
        }
        finally
        {
            _currentMessage = null;
            _currentSender = null;
        }
    }

    private void OnChildTerminated(IActorRef child)
    {
        if (!RemoveChild(child)) return;
        if (!_isTerminating && _actor is not null) Strategy.HandleChildTerminated(this, child, RemainingChildren());
        ContinueWithoutChildren(all: _isTerminating);
    }

    // A restart waits for the children that are being stopped, the end waits for all of them.
    private void ContinueWithoutChildren(bool all)
    {
        if (_whenChildrenAreGone is not { } next || (all ? _children is not null : _stoppingChildren > 0)) return;
        _whenChildrenAreGone = null;
        next();
    }

    private void Fail(Exception cause, IActorRef? perpetrator)
    {
        if (_isTerminated) return;
        if (_hasFailed) return;
        _hasFailed = true;
        _perpetrator = perpetrator;
        _failedEnvelope = CurrentEnvelope;
        _suspensions++;
        SuspendChildren(perpetrator);
        ParentRef.SendSystem(new Failed(_self, cause));
    }

    private void ClearFailure()
    {
        _hasFailed = false;
        _perpetrator = null;
        _failedEnvelope = default;
    }

    private void Recreate(Exception? cause)
    {
        if (_whenChildrenAreGone is not null) return;
        if (_actor is { } failed && cause is not null)
        {
            _currentMessage = _failedEnvelope.Message;
            _currentSender = _failedEnvelope.Sender;
            try
            {
                failed.AroundPreRestart(cause, _currentMessage);
            }
            catch (Exception e)
            {
                LogError(new PreRestartException(_self, e, cause, _currentMessage));
            }
            finally
            {
                _currentMessage = null;
                _currentSender = null;
            }
        }
        else
        {
            foreach (var child in ListChildren()) Stop(child);
        }

        DropInstance();
        _whenChildrenAreGone = () => FinishRecreation(cause);
        ContinueWithoutChildren(all: false);
    }

    private void FinishRecreation(Exception? cause)
    {
        _suspensions--;
        ClearFailure();
        if (cause is null)
        {
            OnCreate();
            return;
        }

        try
        {
            CreateInstance().AroundPostRestart(cause, null);
            foreach (var survivor in ListChildren()) survivor.SendSystem(new Recreate(cause));
        }
        catch (Exception e)
        {
            DropInstance();
            Fail(new PostRestartException(_self, e, cause), null);
        }
    }

    private void FinishTermination()
    {
        try
        {
            _actor?.AroundPostStop();
        }
        catch (Exception e)
        {
            LogError(e);
        }

        DropInstance();
        Volatile.Write(ref _isTerminated, true);
        DrainToDeadLetters();
        if (_subscribed) SystemImpl.EventStream.Unsubscribe(_self);
        AnnounceDeath();
    }

    /// <summary>Called by the constructor of the actor, so that it may choose its behaviour there.</summary>
    public void Adopt(ActorBase actor, Receive behavior)
    {
        _actor = actor;
        _behavior = behavior;
        _behaviorsBelow = null;
    }

    private ActorBase CreateInstance()
    {
        _strategy = null;
        var actor = Props.NewActor() ?? throw new ActorInitializationException(_self, "Props.NewActor returned null.");
        if (actor is IActorStash stashing) stashing.Stash = _stash = new Stash(this, Props.StashCapacity);
        if (actor is IWithTimers timed) timed.Timers = _timers = new Akka.Scheduling.TimerScheduler(this);
        return actor;
    }

    // What the instance had goes with it: timers are cancelled, its stash goes back in front of the mailbox.
    private void DropInstance()
    {
        _timers?.CancelAll();
        _timers = null;
        if (_stash is { } stash) Prepend(stash.TakeAll());
        _stash = null;
        _awaited = null;
        DropReplies();
        _strategy = null;
        SetReceiveTimeout(null);
        if (_actor is not { } actor) return;
        _actor = null;
        try
        {
            Props.Release(actor);
        }
        catch (Exception e)
        {
            LogError(e);
        }
    }

    private void LogError(Exception cause) => Publish(new Error(cause, _self.Path.ToString(), ActorType, cause.Message));
}
