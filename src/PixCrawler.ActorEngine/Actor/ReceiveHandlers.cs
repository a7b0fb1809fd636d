namespace Akka.Actor;

/// <summary>The handlers of one behaviour, in the order in which they were declared.</summary>
internal sealed class ReceiveHandlers
{
    private Handler[] _handlers = [];
    private bool _complete;

    public void Add(Handler handler, bool takesEverything)
    {
        if (_complete)
            throw new InvalidOperationException("A handler that catches all messages has been added. No handler can be added after that.");
        _complete = takesEverything;
        _handlers = [.. _handlers, handler];
    }

    public bool TryHandle(object message)
    {
        foreach (var handler in _handlers)
            if (handler.TryHandle(message))
                return true;
        return false;
    }

    internal abstract class Handler
    {
        public abstract bool TryHandle(object message);
    }

    internal sealed class ActionHandler<T>(Action<T> handle, Predicate<T>? shouldHandle) : Handler
    {
        public override bool TryHandle(object message)
        {
            if (message is not T typed || (shouldHandle is not null && !shouldHandle(typed))) return false;
            handle(typed);
            return true;
        }
    }

    internal sealed class FuncHandler<T>(Func<T, bool> handle) : Handler
    {
        public override bool TryHandle(object message) => message is T typed && handle(typed);
    }

    internal sealed class TypeHandler(Type type, Action<object> handle, Predicate<object>? shouldHandle) : Handler
    {
        public override bool TryHandle(object message)
        {
            if (!type.IsInstanceOfType(message) || (shouldHandle is not null && !shouldHandle(message))) return false;
            handle(message);
            return true;
        }
    }
}
