namespace Akka.Actor;

/// <summary>What happens to a failed child.</summary>
public enum Directive
{
    /// <summary>It goes on with the next message and keeps its state.</summary>
    Resume,

    /// <summary>It gets a fresh instance and keeps its mailbox.</summary>
    Restart,

    /// <summary>The failure becomes the parent's own.</summary>
    Escalate,

    /// <summary>It is stopped.</summary>
    Stop,
}

/// <summary>Decides by the cause.</summary>
public interface IDecider
{
    /// <summary>The directive for a cause.</summary>
    Directive Decide(Exception cause);
}

/// <summary>A decider that is a function.</summary>
public sealed class LocalOnlyDecider : IDecider
{
    private readonly Func<Exception, Directive> _decider;

    /// <summary>Creates a decider.</summary>
    public LocalOnlyDecider(Func<Exception, Directive> decider) => _decider = decider;

    /// <inheritdoc />
    public Directive Decide(Exception cause) => _decider(cause);
}

/// <summary>A decider that is a table: the exact type first, then the first entry whose type is a base of the cause.</summary>
public sealed class DeployableDecider : IDecider
{
    /// <summary>Creates a decider.</summary>
    public DeployableDecider(Directive defaultDirective, params KeyValuePair<Type, Directive>[] pairs)
    {
        DefaultDirective = defaultDirective;
        Pairs = pairs;
    }

    /// <summary>What happens when no entry fits.</summary>
    public Directive DefaultDirective { get; }

    /// <summary>The entries.</summary>
    public KeyValuePair<Type, Directive>[] Pairs { get; }

    /// <inheritdoc />
    public Directive Decide(Exception cause)
    {
        foreach (var (type, directive) in Pairs)
            if (type == cause.GetType())
                return directive;
        foreach (var (type, directive) in Pairs)
            if (type.IsInstanceOfType(cause))
                return directive;
        return DefaultDirective;
    }
}

/// <summary>Makes deciders.</summary>
public static class Decider
{
    /// <summary>A decider out of a table.</summary>
    public static DeployableDecider From(Directive defaultDirective, params KeyValuePair<Type, Directive>[] pairs) =>
        new(defaultDirective, pairs);

    /// <summary>A decider out of a table.</summary>
    public static DeployableDecider From(Directive defaultDirective, IEnumerable<KeyValuePair<Type, Directive>> pairs) =>
        new(defaultDirective, [.. pairs]);

    /// <summary>A decider out of a function.</summary>
    public static LocalOnlyDecider From(Func<Exception, Directive> localOnlyDecider) => new(localOnlyDecider);

    /// <summary>An entry of a table.</summary>
    public static KeyValuePair<Type, Directive> When<T>(this Directive directive) where T : Exception => new(typeof(T), directive);
}
