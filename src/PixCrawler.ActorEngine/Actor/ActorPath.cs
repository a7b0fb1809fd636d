using System.Buffers;

namespace Akka.Actor;

/// <summary>The place of an actor in the tree. Equality ignores the <see cref="Uid"/>, so two incarnations share a path.</summary>
public abstract class ActorPath : IEquatable<ActorPath>, IComparable<ActorPath>
{
    /// <summary>The symbols allowed in an element besides letters and digits.</summary>
    public const string ValidSymbols = "\"-_.*$+:@&=,!~';()";

    private static readonly SearchValues<char> ValidElement =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789" + ValidSymbols);

    private protected ActorPath(ActorPath? parent, string name, long uid)
    {
        ParentOrNull = parent;
        Name = name;
        Uid = uid;
    }

    private protected ActorPath? ParentOrNull { get; }

    /// <summary>The last element.</summary>
    public string Name { get; }

    /// <summary>The address of the system.</summary>
    public Address Address => ((RootActorPath)Root).RootAddress;

    /// <summary>Tells incarnations under the same name apart.</summary>
    public long Uid { get; }

    /// <summary>The path one step up; the root is its own parent.</summary>
    public ActorPath Parent => ParentOrNull ?? this;

    /// <summary>The number of elements; the root has 0.</summary>
    public int Depth
    {
        get
        {
            var depth = 0;
            for (var path = this; path.ParentOrNull is not null; path = path.ParentOrNull) depth++;
            return depth;
        }
    }

    /// <summary>The names from the root down.</summary>
    public IReadOnlyList<string> Elements
    {
        get
        {
            var elements = new string[Depth];
            var path = this;
            for (var i = elements.Length - 1; i >= 0; i--, path = path.Parent) elements[i] = path.Name;
            return elements;
        }
    }

    /// <summary>The root of the tree.</summary>
    public ActorPath Root
    {
        get
        {
            var path = this;
            while (path.ParentOrNull is not null) path = path.ParentOrNull;
            return path;
        }
    }

    /// <summary>True when <paramref name="s"/> may be the name of an actor.</summary>
    public static bool IsValidPathElement(string s) =>
        !string.IsNullOrEmpty(s) && s[0] != '$' && IsValid(s);

    // Whatever else a name is made of is written as Uri.EscapeDataString does.
    private static bool IsValid(ReadOnlySpan<char> rest)
    {
        while (rest.IndexOfAnyExcept(ValidElement) is >= 0 and var at)
        {
            if (rest[at] != '%' || rest.Length < at + 3 || !char.IsAsciiHexDigit(rest[at + 1]) || !char.IsAsciiHexDigit(rest[at + 2])) return false;
            rest = rest[(at + 3)..];
        }

        return true;
    }

    /// <summary>Parses <c>akka://system/user/a</c>.</summary>
    /// <exception cref="UriFormatException">The text is no actor path.</exception>
    public static ActorPath Parse(string path) =>
        TryParse(path, out var result) ? result! : throw new UriFormatException($"Can't parse an actor path: {path}");

    /// <summary>Parses <c>akka://system/user/a</c>; false when the text is no actor path.</summary>
    public static bool TryParse(string path, out ActorPath? actorPath)
    {
        actorPath = null;
        if (string.IsNullOrEmpty(path)) return false;
        var scheme = path.IndexOf("://", StringComparison.Ordinal);
        if (scheme <= 0) return false;
        var rest = path[(scheme + 3)..];
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        var system = slash < 0 ? rest : rest[..slash];
        if (system.Length == 0) return false;
        ActorPath result = new RootActorPath(new Address(path[..scheme], system));
        if (slash >= 0)
            foreach (var element in rest[(slash + 1)..].Split('/', StringSplitOptions.RemoveEmptyEntries))
                result /= element;
        actorPath = result;
        return true;
    }

    /// <summary>The path of a child.</summary>
    public static ActorPath operator /(ActorPath path, string name) => path.Child(name);

    /// <summary>Two paths with the same address and elements are equal.</summary>
    public static bool operator ==(ActorPath? left, ActorPath? right) => left is null ? right is null : left.Equals(right);

    /// <summary>The opposite of equality.</summary>
    public static bool operator !=(ActorPath? left, ActorPath? right) => !(left == right);

    /// <summary>The path of a child; a <c>#uid</c> suffix is understood.</summary>
    public ActorPath Child(string childName)
    {
        var hash = childName.IndexOf('#', StringComparison.Ordinal);
        return hash > 0 && long.TryParse(childName.AsSpan(hash + 1), out var uid)
            ? new ChildActorPath(this, childName[..hash], uid)
            : new ChildActorPath(this, childName, 0);
    }

    /// <summary>The same path with another uid.</summary>
    public abstract ActorPath WithUid(long uid);

    /// <summary>The elements, each after a slash.</summary>
    public string ToStringWithoutAddress() => "/" + string.Join('/', Elements);

    /// <summary>The whole path followed by <c>#uid</c>.</summary>
    public string ToStringWithUid() => Uid == 0 ? ToString() : $"{this}#{Uid}";

    /// <summary>The whole path with its address.</summary>
    public string ToStringWithAddress() => ToString();

    /// <summary>The form that finds this very incarnation.</summary>
    public string ToSerializationFormat() => ToStringWithUid();

    /// <summary>The whole path with its address, without uid.</summary>
    public override string ToString() => Address + ToStringWithoutAddress();

    /// <inheritdoc />
    public bool Equals(ActorPath? other)
    {
        ActorPath? left = this, right = other;
        while (true)
        {
            if (ReferenceEquals(left, right)) return true;
            if (left is null || right is null || left.Name != right.Name) return false;
            if (left is RootActorPath a && right is RootActorPath b) return a.RootAddress == b.RootAddress;
            left = left.ParentOrNull;
            right = right.ParentOrNull;
        }
    }

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is ActorPath other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode()
    {
        var hash = 17;
        for (var path = this; path is not null; path = path.ParentOrNull) hash = (hash * 31) + path.Name.GetHashCode(StringComparison.Ordinal);
        return hash;
    }

    /// <inheritdoc />
    public int CompareTo(ActorPath? other) => string.CompareOrdinal(ToString(), other?.ToString());
}

/// <summary>The root of a tree of actors.</summary>
public sealed class RootActorPath : ActorPath
{
    /// <summary>Creates the root path of a system.</summary>
    public RootActorPath(Address address) : base(null, "/", 0) => RootAddress = address;

    internal Address RootAddress { get; }

    /// <inheritdoc />
    public override ActorPath WithUid(long uid) => this;
}

/// <summary>The path of any actor below the root.</summary>
public sealed class ChildActorPath : ActorPath
{
    /// <summary>Creates the path of a child.</summary>
    public ChildActorPath(ActorPath parentPath, string name, long uid) : base(parentPath, name, uid) { }

    /// <inheritdoc />
    public override ActorPath WithUid(long uid) => new ChildActorPath(Parent, Name, uid);
}
