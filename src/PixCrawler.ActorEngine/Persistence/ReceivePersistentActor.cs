using Akka.Actor;

namespace Akka.Persistence;

/// <summary>
/// A persistent actor that declares a handler for each type of command and of event. The first handler that fits gets it.
/// </summary>
public abstract class ReceivePersistentActor : UntypedPersistentActor
{
    private readonly ReceiveHandlers _commands = new();
    private readonly ReceiveHandlers _recovers = new();
    private ReceiveHandlers? _configuring;
    private bool _isConfigured;

    /// <summary>The constructor is where handlers are declared.</summary>
    protected ReceivePersistentActor() => _configuring = _commands;

    private ReceiveHandlers Commands => _configuring ?? throw new InvalidOperationException(
        "You may only call Command methods in the constructor of the actor or inside the action given to Become.");

    private ReceiveHandlers Recovers => !_isConfigured ? _recovers : throw new InvalidOperationException(
        "You may only call Recover methods in the constructor of the actor.");

    /// <inheritdoc />
    public override void AroundPreStart()
    {
        EndConfiguration();
        base.AroundPreStart();
    }

    /// <inheritdoc />
    public override void AroundPostRestart(Exception cause, object? message)
    {
        EndConfiguration();
        base.AroundPostRestart(cause, message);
    }

    /// <inheritdoc />
    protected sealed override void OnCommand(object message)
    {
        if (!_commands.TryHandle(message)) Unhandled(message);
    }

    /// <inheritdoc />
    protected sealed override void OnRecover(object message)
    {
        if (!_recovers.TryHandle(message)) Unhandled(message);
    }

    /// <summary>Replaces all command handlers by those that <paramref name="configure"/> declares.</summary>
    protected void Become(Action configure) => Context.Become(Configure(configure));

    /// <summary>Puts the command handlers that <paramref name="configure"/> declares on top of the current ones.</summary>
    protected void BecomeStacked(Action configure) => Context.BecomeStacked(Configure(configure));

    /// <summary>Declares a recovery handler.</summary>
    protected void Recover<T>(Action<T> handler, Predicate<T>? shouldHandle = null) =>
        Recovers.Add(new ReceiveHandlers.ActionHandler<T>(handler, shouldHandle), typeof(T) == typeof(object) && shouldHandle is null);

    /// <summary>Declares a recovery handler.</summary>
    protected void Recover<T>(Predicate<T> shouldHandle, Action<T> handler) => Recover(handler, shouldHandle);

    /// <summary>Declares a recovery handler.</summary>
    protected void Recover(Type messageType, Action<object> handler, Predicate<object>? shouldHandle = null) =>
        Recovers.Add(
            new ReceiveHandlers.TypeHandler(messageType, handler, shouldHandle), messageType == typeof(object) && shouldHandle is null);

    /// <summary>Declares a recovery handler.</summary>
    protected void Recover(Type messageType, Predicate<object> shouldHandle, Action<object> handler) =>
        Recover(messageType, handler, shouldHandle);

    /// <summary>Declares a recovery handler that says whether it has handled the message.</summary>
    protected void Recover<T>(Func<T, bool> handler) => Recovers.Add(new ReceiveHandlers.FuncHandler<T>(handler), false);

    /// <summary>Declares a recovery handler that says whether it has handled the message.</summary>
    protected void Recover(Type messageType, Func<object, bool> handler) =>
        Recovers.Add(new ReceiveHandlers.FuncHandler<object>(message => messageType.IsInstanceOfType(message) && handler(message)), false);

    /// <summary>Declares a recovery handler for everything else; nothing can be declared after it.</summary>
    protected void RecoverAny(Action<object> handler) => Recover(handler);

    /// <summary>Declares an asynchronous command handler; the mailbox stands still until it is done.</summary>
    protected void CommandAsync<T>(Func<T, Task> handler, Predicate<T>? shouldHandle = null) =>
        Command<T>(message => RunTask(() => handler(message)), shouldHandle);

    /// <summary>Declares an asynchronous command handler; the mailbox stands still until it is done.</summary>
    protected void CommandAsync<T>(Predicate<T> shouldHandle, Func<T, Task> handler) => CommandAsync(handler, shouldHandle);

    /// <summary>Declares an asynchronous command handler; the mailbox stands still until it is done.</summary>
    protected void CommandAsync(Type messageType, Func<object, Task> handler, Predicate<object>? shouldHandle = null) =>
        Command(messageType, message => RunTask(() => handler(message)), shouldHandle);

    /// <summary>Declares an asynchronous command handler; the mailbox stands still until it is done.</summary>
    protected void CommandAsync(Type messageType, Predicate<object> shouldHandle, Func<object, Task> handler) =>
        CommandAsync(messageType, handler, shouldHandle);

    /// <summary>Declares an asynchronous command handler for everything else; nothing can be declared after it.</summary>
    protected void CommandAnyAsync(Func<object, Task> handler) => CommandAny(message => RunTask(() => handler(message)));

    /// <summary>Declares a command handler.</summary>
    protected void Command<T>(Action<T> handler, Predicate<T>? shouldHandle = null) =>
        Commands.Add(new ReceiveHandlers.ActionHandler<T>(handler, shouldHandle), typeof(T) == typeof(object) && shouldHandle is null);

    /// <summary>Declares a command handler.</summary>
    protected void Command<T>(Predicate<T> shouldHandle, Action<T> handler) => Command(handler, shouldHandle);

    /// <summary>Declares a command handler.</summary>
    protected void Command(Type messageType, Action<object> handler, Predicate<object>? shouldHandle = null) =>
        Commands.Add(
            new ReceiveHandlers.TypeHandler(messageType, handler, shouldHandle), messageType == typeof(object) && shouldHandle is null);

    /// <summary>Declares a command handler.</summary>
    protected void Command(Type messageType, Predicate<object> shouldHandle, Action<object> handler) =>
        Command(messageType, handler, shouldHandle);

    /// <summary>Declares a command handler that says whether it has handled the message.</summary>
    protected void Command<T>(Func<T, bool> handler) => Commands.Add(new ReceiveHandlers.FuncHandler<T>(handler), false);

    /// <summary>Declares a command handler that says whether it has handled the message.</summary>
    protected void Command(Type messageType, Func<object, bool> handler) =>
        Commands.Add(new ReceiveHandlers.FuncHandler<object>(message => messageType.IsInstanceOfType(message) && handler(message)), false);

    /// <summary>Declares a command handler for everything else; nothing can be declared after it.</summary>
    protected void Command(Action<object> handler) => CommandAny(handler);

    /// <summary>Declares a command handler for everything else; nothing can be declared after it.</summary>
    protected void CommandAny(Action<object> handler) => Commands.Add(new ReceiveHandlers.ActionHandler<object>(handler, null), true);

    private void EndConfiguration()
    {
        _configuring = null;
        _isConfigured = true;
    }

    private UntypedReceive Configure(Action configure)
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

        return message =>
        {
            if (!handlers.TryHandle(message)) Unhandled(message);
        };
    }
}
