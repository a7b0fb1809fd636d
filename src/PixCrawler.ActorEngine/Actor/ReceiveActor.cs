using Akka.Cells;

namespace Akka.Actor;

/// <summary>An actor that declares a handler for each type of message. The first handler that fits gets it.</summary>
public abstract class ReceiveActor : UntypedActor
{
    private readonly ReceiveHandlers _initial = new();
    private ReceiveHandlers? _configuring;

    /// <summary>The constructor is where handlers are declared.</summary>
    protected ReceiveActor()
    {
        _configuring = _initial;
        ActorCell.Active.Become(Receiving(_initial));
    }

    private ReceiveHandlers Handlers => _configuring ?? throw new InvalidOperationException(
        "You may only call Receive methods in the constructor of the actor or inside the action given to Become.");

    /// <inheritdoc />
    public override void AroundPreStart()
    {
        _configuring = null;
        base.AroundPreStart();
    }

    /// <inheritdoc />
    public override void AroundPostRestart(Exception cause, object? message)
    {
        _configuring = null;
        base.AroundPostRestart(cause, message);
    }

    /// <inheritdoc />
    protected sealed override void OnReceive(object message)
    {
        if (!_initial.TryHandle(message)) Unhandled(message);
    }

    /// <summary>Replaces all handlers by those that <paramref name="configure"/> declares.</summary>
    protected void Become(Action configure) => Context.Become(Configure(configure));

    /// <summary>Puts the handlers that <paramref name="configure"/> declares on top of the current ones.</summary>
    protected void BecomeStacked(Action configure) => Context.BecomeStacked(Configure(configure));

    /// <summary>Declares an asynchronous handler; the mailbox stands still until it is done.</summary>
    protected void ReceiveAsync<T>(Func<T, Task> handler, Predicate<T>? shouldHandle = null) =>
        Receive<T>(message => RunTask(() => handler(message)), shouldHandle);

    /// <summary>Declares an asynchronous handler; the mailbox stands still until it is done.</summary>
    protected void ReceiveAsync<T>(Predicate<T> shouldHandle, Func<T, Task> handler) => ReceiveAsync(handler, shouldHandle);

    /// <summary>Declares an asynchronous handler; the mailbox stands still until it is done.</summary>
    protected void ReceiveAsync(Type messageType, Func<object, Task> handler, Predicate<object>? shouldHandle = null) =>
        Receive(messageType, message => RunTask(() => handler(message)), shouldHandle);

    /// <summary>Declares an asynchronous handler; the mailbox stands still until it is done.</summary>
    protected void ReceiveAsync(Type messageType, Predicate<object> shouldHandle, Func<object, Task> handler) =>
        ReceiveAsync(messageType, handler, shouldHandle);

    /// <summary>Declares an asynchronous handler for everything else; nothing can be declared after it.</summary>
    protected void ReceiveAnyAsync(Func<object, Task> handler) => ReceiveAny(message => RunTask(() => handler(message)));

    /// <summary>Declares a handler.</summary>
    protected void Receive<T>(Action<T> handler, Predicate<T>? shouldHandle = null) =>
        Handlers.Add(new ReceiveHandlers.ActionHandler<T>(handler, shouldHandle), typeof(T) == typeof(object) && shouldHandle is null);

    /// <summary>Declares a handler.</summary>
    protected void Receive<T>(Predicate<T> shouldHandle, Action<T> handler) => Receive(handler, shouldHandle);

    /// <summary>Declares a handler.</summary>
    protected void Receive(Type messageType, Action<object> handler, Predicate<object>? shouldHandle = null) =>
        Handlers.Add(new ReceiveHandlers.TypeHandler(messageType, handler, shouldHandle), messageType == typeof(object) && shouldHandle is null);

    /// <summary>Declares a handler.</summary>
    protected void Receive(Type messageType, Predicate<object> shouldHandle, Action<object> handler) =>
        Receive(messageType, handler, shouldHandle);

    /// <summary>Declares a handler that says whether it has handled the message.</summary>
    protected void Receive<T>(Func<T, bool> handler) => Handlers.Add(new ReceiveHandlers.FuncHandler<T>(handler), false);

    /// <summary>Declares a handler that says whether it has handled the message.</summary>
    protected void Receive(Type messageType, Func<object, bool> handler) =>
        Handlers.Add(new ReceiveHandlers.FuncHandler<object>(message => messageType.IsInstanceOfType(message) && handler(message)), false);

    /// <summary>Declares a handler for everything else; nothing can be declared after it.</summary>
    protected void ReceiveAny(Action<object> handler) => Handlers.Add(new ReceiveHandlers.ActionHandler<object>(handler, null), true);

    private Receive Receiving(ReceiveHandlers handlers) => message =>
    {
        if (!handlers.TryHandle(message)) Unhandled(message);
        return true;
    };

    private Receive Configure(Action configure)
    {
        var outer = _configuring;
        var handlers = new ReceiveHandlers();
        _configuring = handlers;
        try
        {
            configure();
        }
        finally
        {
            _configuring = outer;
        }

        return Receiving(handlers);
    }
}
