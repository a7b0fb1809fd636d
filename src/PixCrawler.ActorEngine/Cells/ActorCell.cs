using Akka.Actor;
using Akka.Dispatch;
using Akka.Event;

namespace Akka.Cells;

/// <summary>One actor's machinery: its mailbox, its children, its watchers, its instance. The rest is in the other parts of this class.</summary>
internal sealed partial class ActorCell : IUntypedActorContext, IThreadPoolWorkItem
{
    [ThreadStatic]
    private static ActorCell? _currentCell;

    private readonly LocalActorRef _self;
    private readonly MessageDispatcher _dispatcher;
    private ActorBase? _actor;
    private Receive? _behavior;
    private Stack<Receive>? _behaviorsBelow;
    private object? _currentMessage;
    private IActorRef? _currentSender;

    public ActorCell(ActorSystemImpl system, Props props, LocalActorRef self, IInternalActorRef parent)
    {
        SystemImpl = system;
        Props = props;
        ParentRef = parent;
        _self = self;
        _dispatcher = system.Dispatcher;
    }

    /// <summary>The cell that is running on this thread.</summary>
    public static ActorCell? Current
    {
        get => _currentCell;
        internal set => _currentCell = value;
    }

    public static IActorRef? CurrentSelf => _currentCell?._self;

    /// <summary>The cell that is running on this thread.</summary>
    /// <exception cref="NotSupportedException">None is.</exception>
    public static ActorCell Active => _currentCell ?? throw new NotSupportedException(
        "There is no active actor context: this is most likely due to the use of async operations from within this actor. " +
        "Capture Self and Sender in local variables before the first await, or send the result with PipeTo.");

    public ActorSystemImpl SystemImpl { get; }

    public IInternalActorRef ParentRef { get; }

    public Props Props { get; }

    public IActorRef Self => _self;

    public MessageDispatcher Dispatcher => _dispatcher;

    public IActorRef Sender => _currentSender ?? SystemImpl.DeadLetters;

    public ActorSystem System => SystemImpl;

    public IActorRef Parent => ParentRef;

    public bool IsTerminated => Volatile.Read(ref _isTerminated);

    internal object? CurrentMessage => _currentMessage;

    internal Envelope CurrentEnvelope => new(_currentMessage!, _currentSender);

    public void Become(Receive receive) => _behavior = receive;

    public void BecomeStacked(Receive receive)
    {
        (_behaviorsBelow ??= new Stack<Receive>()).Push(_behavior!);
        _behavior = receive;
    }

    public void UnbecomeStacked()
    {
        if (_behaviorsBelow is { Count: > 0 }) _behavior = _behaviorsBelow.Pop();
    }

    public void Become(UntypedReceive receive) => Become(Wrap(receive));

    public void BecomeStacked(UntypedReceive receive) => BecomeStacked(Wrap(receive));

    public ActorSelection ActorSelection(ActorPath actorPath) => SystemImpl.ActorSelection(actorPath);

    public ActorSelection ActorSelection(string actorPath) => SystemImpl.Select(_self, actorPath);

    internal void Publish(LogEvent logEvent) => SystemImpl.EventStream.Publish(logEvent);

    private static Receive Wrap(UntypedReceive receive) => message =>
    {
        receive(message);
        return true;
    };

    private Type ActorType => _actor?.GetType() ?? Props.Type;
}
