using PixCrawler.Contracts.Operations;

namespace PixCrawler.Actors.Operations;

/// <summary>What an operation does, once its limits, its rate and its supervision are taken care of.</summary>
/// <typeparam name="TCommand">The command it is for.</typeparam>
internal interface IOperationBody<in TCommand>
    where TCommand : OperationCommand
{
    /// <summary>
    /// Does it. Never blocks its thread, stops soon after the token is cancelled, and may be repeated without harm. Tries nothing
    /// again by itself: it throws, and the error's class says what follows.
    /// </summary>
    Task<OperationResult> RunAsync(TCommand command, CancellationToken cancellationToken);
}

/// <summary>The bodies this version has, by command.</summary>
internal sealed class OperationBodies
{
    private readonly Dictionary<Type, Func<OperationCommand, CancellationToken, Task<OperationResult>>> _bodies = [];

    public OperationBodies Add<TCommand>(IOperationBody<TCommand> body)
        where TCommand : OperationCommand
    {
        _bodies.Add(typeof(TCommand), (command, cancellationToken) => body.RunAsync((TCommand)command, cancellationToken));
        return this;
    }

    public bool Has(OperationCommand command) => _bodies.ContainsKey(command.GetType());

    public Task<OperationResult> RunAsync(OperationCommand command, CancellationToken cancellationToken) =>
        _bodies[command.GetType()](command, cancellationToken);

    public override string ToString() => string.Join(", ", _bodies.Keys.Select(type => type.Name).Order(StringComparer.Ordinal));
}
