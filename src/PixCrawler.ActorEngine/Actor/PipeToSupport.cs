namespace Akka.Actor;

/// <summary>Sends the outcome of a task to an actor. The sender is the one given at the call, whatever happens meanwhile.</summary>
public static class PipeToSupport
{
    /// <summary>Sends the result, or <see cref="Status.Failure"/>; <paramref name="success"/> and <paramref name="failure"/> may map them.</summary>
    public static Task PipeTo<T>(
        this Task<T> taskToPipe, ICanTell recipient, IActorRef? sender = null, Func<T, object>? success = null, Func<Exception, object>? failure = null) =>
        Pipe(taskToPipe, recipient, sender, () => success is null ? taskToPipe.Result : success(taskToPipe.Result), failure);

    /// <summary>Sends the result, or <see cref="Status.Failure"/>; <paramref name="success"/> and <paramref name="failure"/> may map them.</summary>
    public static Task PipeTo<T>(
        this ValueTask<T> taskToPipe, ICanTell recipient, IActorRef? sender = null, Func<T, object>? success = null, Func<Exception, object>? failure = null) =>
        taskToPipe.AsTask().PipeTo(recipient, sender, success, failure);

    /// <summary>Sends the result, or <see cref="Status.Failure"/>. <paramref name="useConfigureAwait"/> makes no difference here.</summary>
    public static Task PipeTo<T>(
        this Task<T> taskToPipe,
        ICanTell recipient,
        bool useConfigureAwait,
        IActorRef? sender = null,
        Func<T, object>? success = null,
        Func<Exception, object>? failure = null) =>
        taskToPipe.PipeTo(recipient, sender, success, failure);

    /// <summary>Sends the result, or <see cref="Status.Failure"/>. <paramref name="useConfigureAwait"/> makes no difference here.</summary>
    public static Task PipeTo<T>(
        this ValueTask<T> taskToPipe,
        ICanTell recipient,
        bool useConfigureAwait,
        IActorRef? sender = null,
        Func<T, object>? success = null,
        Func<Exception, object>? failure = null) =>
        taskToPipe.AsTask().PipeTo(recipient, sender, success, failure);

    /// <summary>Sends what <paramref name="success"/> makes (nothing without it), or <see cref="Status.Failure"/>.</summary>
    public static Task PipeTo(
        this Task taskToPipe, ICanTell recipient, IActorRef? sender = null, Func<object>? success = null, Func<Exception, object>? failure = null) =>
        Pipe(taskToPipe, recipient, sender, () => success?.Invoke(), failure);

    /// <summary>Sends what <paramref name="success"/> makes (nothing without it), or <see cref="Status.Failure"/>.</summary>
    public static Task PipeTo(
        this ValueTask taskToPipe, ICanTell recipient, IActorRef? sender = null, Func<object>? success = null, Func<Exception, object>? failure = null) =>
        taskToPipe.AsTask().PipeTo(recipient, sender, success, failure);

    /// <summary>Sends what <paramref name="success"/> makes (nothing without it), or <see cref="Status.Failure"/>.</summary>
    public static Task PipeTo(
        this Task taskToPipe,
        ICanTell recipient,
        bool useConfigureAwait,
        IActorRef? sender = null,
        Func<object>? success = null,
        Func<Exception, object>? failure = null) =>
        taskToPipe.PipeTo(recipient, sender, success, failure);

    /// <summary>Sends what <paramref name="success"/> makes (nothing without it), or <see cref="Status.Failure"/>.</summary>
    public static Task PipeTo(
        this ValueTask taskToPipe,
        ICanTell recipient,
        bool useConfigureAwait,
        IActorRef? sender = null,
        Func<object>? success = null,
        Func<Exception, object>? failure = null) =>
        taskToPipe.AsTask().PipeTo(recipient, sender, success, failure);

    private static Task Pipe(Task task, ICanTell recipient, IActorRef? sender, Func<object?> result, Func<Exception, object>? failure)
    {
        return task.ContinueWith(
            _ => Send(),
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            Futures.SystemOf(recipient)?.Engine.Continuations ?? TaskScheduler.Default);

        void Send()
        {
            try
            {
                task.GetAwaiter().GetResult();
                if (result() is { } message) recipient.Tell(message, sender);
            }
            catch (Exception e)
            {
                // A task's result wraps what its mapping threw; the receiver wants the cause.
                recipient.Tell(failure is null ? new Status.Failure(e) : failure(e), sender);
            }
        }
    }
}
