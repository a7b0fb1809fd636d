namespace Akka.Actor;

/// <summary>Names an actor system: protocol, system name and, for a remote one, host and port.</summary>
public sealed record Address : IComparable<Address>
{
    /// <summary>Creates an address.</summary>
    public Address(string protocol, string system, string? host = null, int? port = null)
    {
        Protocol = protocol;
        System = system;
        Host = host;
        Port = port;
    }

    /// <summary>The host, or null for a local address.</summary>
    public string? Host { get; }

    /// <summary>The TCP port, or null for a local address.</summary>
    public int? Port { get; }

    /// <summary>The name of the actor system.</summary>
    public string System { get; }

    /// <summary>The protocol, <c>akka</c> for a local system.</summary>
    public string Protocol { get; }

    /// <summary>True when no host is given.</summary>
    public bool HasLocalScope => string.IsNullOrEmpty(Host);

    /// <summary>True when a host is given.</summary>
    public bool HasGlobalScope => !HasLocalScope;

    /// <inheritdoc />
    public int CompareTo(Address? other) => string.CompareOrdinal(ToString(), other?.ToString());

    /// <summary>The address as <c>protocol://system[@host:port]</c>.</summary>
    public override string ToString() => HasLocalScope ? $"{Protocol}://{System}" : $"{Protocol}://{HostPort()}";

    /// <summary>The part after the protocol.</summary>
    public string HostPort() => HasLocalScope ? System : $"{System}@{Host}:{Port}";
}
