using Akka.Configuration;
using Akka.Util;

namespace Akka.Actor;

/// <summary>The settings an actor system starts with.</summary>
public sealed class BootstrapSetup : Setup.Setup
{
    private BootstrapSetup(Config? config) => Config = config is null ? Option<Config>.None : new Option<Config>(config);

    /// <summary>The settings, if given.</summary>
    public Option<Config> Config { get; }

    /// <summary>A start without settings.</summary>
    public static BootstrapSetup Create() => new(null);

    /// <summary>A start with settings.</summary>
    public BootstrapSetup WithConfig(Config config) => new(config);
}
