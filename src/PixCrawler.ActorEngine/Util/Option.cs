namespace Akka.Util;

/// <summary>A value or none.</summary>
public readonly struct Option<T>
{
    private readonly T _value;

    /// <summary>A value.</summary>
    public Option(T value)
    {
        _value = value;
        HasValue = value is not null;
    }

    /// <summary>No value.</summary>
    public static Option<T> None => default;

    /// <summary>True when there is a value.</summary>
    public bool HasValue { get; }

    /// <summary>True when there is none.</summary>
    public bool IsEmpty => !HasValue;

    /// <summary>The value; the default of the type when there is none.</summary>
    public T Value => _value;

    /// <summary>A value.</summary>
    public static implicit operator Option<T>(T value) => new(value);

    /// <summary>The value, or <paramref name="fallbackValue"/>.</summary>
    public T GetOrElse(T fallbackValue) => HasValue ? _value : fallbackValue;
}
