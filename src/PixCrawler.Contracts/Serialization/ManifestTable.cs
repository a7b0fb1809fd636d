using System.Runtime.Serialization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace PixCrawler.Contracts.Serialization;

/// <summary>
/// Which manifest (a stable name with a version, for example <c>job.started.v1</c>) stands for which type, and how each is written.
/// Filled once, then only read, from any thread. The one serializer for messages, events and snapshots.
/// </summary>
/// <remarks>
/// A change of a type that adds a property whose absence means its type's default (null, 0, false) needs nothing. Where it means something
/// else the type says so: in the property's <c>init</c> (text, lists), or in its constructor for JSON (figures). Any other change gets a new manifest (<c>.v2</c>) with
/// <see cref="Add"/>, and the old one stays readable by <see cref="AddOld"/>, with the old shape and how it becomes the new one.
/// </remarks>
public sealed class ManifestTable
{
    private readonly Dictionary<string, Func<ReadOnlySpan<byte>, object?>> _readers = new(StringComparer.Ordinal);
    private readonly Dictionary<Type, (string Manifest, JsonTypeInfo Shape)> _types = [];

    /// <summary>The types that can be written.</summary>
    public IReadOnlyCollection<Type> Types => _types.Keys;

    /// <summary>The manifests that can be read, old ones included.</summary>
    public IReadOnlyCollection<string> Manifests => _readers.Keys;

    /// <summary>Adds a type with the manifest it is written with from now on.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="manifest">The manifest.</param>
    /// <param name="shape">How it is written.</param>
    /// <returns>This table.</returns>
    /// <exception cref="ArgumentException">The manifest or the type is there already.</exception>
    public ManifestTable Add<T>(string manifest, JsonTypeInfo<T> shape)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(shape);
        _readers.Add(manifest, json => JsonSerializer.Deserialize(json, shape));
        _types.Add(typeof(T), (manifest, shape));
        return this;
    }

    /// <summary>Adds a manifest that older versions wrote.</summary>
    /// <typeparam name="TOld">The old shape.</typeparam>
    /// <param name="manifest">The old manifest.</param>
    /// <param name="shape">How the old shape is read.</param>
    /// <param name="upcast">What it is today.</param>
    /// <returns>This table.</returns>
    /// <exception cref="ArgumentException">The manifest is there already.</exception>
    public ManifestTable AddOld<TOld>(string manifest, JsonTypeInfo<TOld> shape, Func<TOld, object> upcast)
        where TOld : class
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentNullException.ThrowIfNull(upcast);
        _readers.Add(manifest, json => JsonSerializer.Deserialize(json, shape) is { } old ? upcast(old) : null);
        return this;
    }

    /// <summary>Adds everything another table has.</summary>
    /// <param name="other">The other table.</param>
    /// <returns>This table.</returns>
    /// <exception cref="ArgumentException">A manifest or a type is there already.</exception>
    public ManifestTable AddAll(ManifestTable other)
    {
        ArgumentNullException.ThrowIfNull(other);
        foreach (var (manifest, reader) in other._readers)
            _readers.Add(manifest, reader);
        foreach (var (type, entry) in other._types)
            _types.Add(type, entry);
        return this;
    }

    /// <summary>The manifest an object is written with.</summary>
    /// <param name="value">The object.</param>
    /// <returns>Its manifest.</returns>
    /// <exception cref="SerializationException">Its type has none.</exception>
    public string ManifestOf(object value) => EntryOf(value).Manifest;

    /// <summary>Writes an object as UTF-8 JSON.</summary>
    /// <param name="value">The object.</param>
    /// <returns>Its bytes.</returns>
    /// <exception cref="SerializationException">Its type has no manifest.</exception>
    public byte[] Write(object value) => JsonSerializer.SerializeToUtf8Bytes(value, EntryOf(value).Shape);

    /// <summary>Reads what <see cref="Write"/> wrote, now or in an older version. Unknown properties are passed over.</summary>
    /// <param name="json">The bytes.</param>
    /// <param name="manifest">The manifest they were written with.</param>
    /// <returns>The object.</returns>
    /// <exception cref="SerializationException">
    /// The manifest is unknown, or the bytes are not what it stands for; the message says which and why.
    /// </exception>
    public object Read(ReadOnlySpan<byte> json, string manifest)
    {
        if (!_readers.TryGetValue(manifest, out var reader))
            throw new SerializationException(
                $"This version does not know the manifest '{manifest}': it was written by a newer version. Use that version or a newer one.");
        try
        {
            return reader(json) ?? throw new JsonException("it is null");
        }
        catch (JsonException error)
        {
            throw new SerializationException($"The stored '{manifest}' cannot be read: {error.Message}", error);
        }
    }

    private (string Manifest, JsonTypeInfo Shape) EntryOf(object value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return _types.TryGetValue(value.GetType(), out var entry)
            ? entry
            : throw new SerializationException($"{value.GetType()} has no manifest, so it can be neither stored nor sent.");
    }
}
