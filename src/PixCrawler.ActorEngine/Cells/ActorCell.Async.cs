using Akka.Actor;
using Akka.Dispatch;

namespace Akka.Cells;

// Asynchronous handlers: the mailbox stands still until the handler is done; its continuations come back as system messages.
internal sealed partial class ActorCell
{
    private ActorTaskScheduler? _taskScheduler;
    private Task? _awaited;
    private Envelope _awaitedEnvelope;

    public void RunTask(Func<Task> handler)
    {
        var outer = new Task<Task>(handler, TaskCreationOptions.DenyChildAttach);
        outer.RunSynchronously(_taskScheduler ??= new ActorTaskScheduler(this));
        var running = outer.Unwrap();
        if (running.IsCompleted)
        {
            running.GetAwaiter().GetResult();
            return;
        }

        _awaited = running;
        _awaitedEnvelope = CurrentEnvelope;
        running.ContinueWith(
            done => SendSystem(new AsyncHandlerCompleted(done)),
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    public void OnContinuation(ActorTaskScheduler scheduler, Task task)
    {
        _currentMessage = _awaitedEnvelope.Message;
        _currentSender = _awaitedEnvelope.Sender;
        try
        {
            scheduler.Execute(task);
        }
        finally
        {
            _currentMessage = null;
            _currentSender = null;
        }
    }

    public void OnAsyncHandlerCompleted(Task handler)
    {
        // The handler of an instance that has been restarted or stopped meanwhile is nobody's business any more.
        if (!ReferenceEquals(handler, _awaited)) return;
        _awaited = null;
        _currentMessage = _awaitedEnvelope.Message;
        _currentSender = _awaitedEnvelope.Sender;
        try
        {
            if (_receiveTimeout is not null && _currentMessage is not INotInfluenceReceiveTimeout) RestartReceiveTimeout();
            handler.GetAwaiter().GetResult();
        }
        catch (Exception cause)
        {
            Fail(cause, null);
        }
        finally
        {
            _awaitedEnvelope = default;
            _currentMessage = null;
            _currentSender = null;
        }
    }
}
