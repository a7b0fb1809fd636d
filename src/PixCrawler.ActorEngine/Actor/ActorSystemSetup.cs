using Akka.Util;

namespace Akka.Actor.Setup;

/// <summary>A piece of programmatic configuration.</summary>
public abstract class Setup
{
    /// <summary>This piece and another.</summary>
    public ActorSystemSetup And(Setup other) => ActorSystemSetup.Create(this, other);
}

/// <summary>Pieces of programmatic configuration, one of each type.</summary>
public sealed class ActorSystemSetup
{
    private readonly Dictionary<Type, Setup> _setups;

    private ActorSystemSetup(IEnumerable<Setup> setups)
    {
        _setups = [];
        foreach (var setup in setups) _setups[setup.GetType()] = setup;
    }

    /// <summary>None.</summary>
    public static ActorSystemSetup Empty { get; } = new([]);

    /// <summary>These pieces; of two of one type the later counts.</summary>
    public static ActorSystemSetup Create(params Setup[] setup) => new(setup);

    /// <summary>The piece of a type.</summary>
    public Option<T> Get<T>() where T : Setup => _setups.TryGetValue(typeof(T), out var setup) ? new Option<T>((T)setup) : Option<T>.None;

    /// <summary>These pieces and another.</summary>
    public ActorSystemSetup WithSetup<T>(T setup) where T : Setup => new(_setups.Values.Append(setup));

    /// <summary>These pieces and another.</summary>
    public ActorSystemSetup And<T>(T setup) where T : Setup => WithSetup(setup);
}
