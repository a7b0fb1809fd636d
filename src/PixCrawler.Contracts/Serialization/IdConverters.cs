using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using PixCrawler.Contracts.Chunks;
using PixCrawler.Contracts.Jobs;
using PixCrawler.Contracts.Operations;

namespace PixCrawler.Contracts.Serialization;

/// <summary>Writes an identity as the text it has everywhere else, as a value and as a property's name.</summary>
/// <typeparam name="T">The identity's type.</typeparam>
public abstract class IdConverter<T> : JsonConverter<T>
    where T : struct
{
    /// <inheritdoc/>
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && TryParse(reader.GetString()!, out var id)
            ? id
            : throw new JsonException($"a {typeof(T).Name} is expected");

    /// <inheritdoc/>
    public override T ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        TryParse(reader.GetString()!, out var id) ? id : throw new JsonException($"a {typeof(T).Name} is expected");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(value.ToString());
    }

    /// <inheritdoc/>
    public override void WriteAsPropertyName(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WritePropertyName(value.ToString()!);
    }

    /// <summary>Reads the text form.</summary>
    /// <param name="text">The text.</param>
    /// <param name="id">The identity, when the text is one.</param>
    /// <returns>Whether it is one.</returns>
    protected abstract bool TryParse(string text, out T id);
}

/// <summary>A <see cref="JobId"/> as 32 hexadecimal digits.</summary>
public sealed class JobIdConverter : IdConverter<JobId>
{
    /// <inheritdoc/>
    protected override bool TryParse(string text, out JobId id) => JobId.TryParse(text, out id);
}

/// <summary>An <see cref="OperationId"/> as 32 hexadecimal digits.</summary>
public sealed class OperationIdConverter : IdConverter<OperationId>
{
    /// <inheritdoc/>
    protected override bool TryParse(string text, out OperationId id)
    {
        var ok = Guid.TryParse(text, out var value);
        id = new OperationId(value);
        return ok;
    }
}

/// <summary>A <see cref="ChunkId"/> as its job's digits, a hyphen and its number.</summary>
public sealed class ChunkIdConverter : IdConverter<ChunkId>
{
    /// <inheritdoc/>
    protected override bool TryParse(string text, out ChunkId id)
    {
        ArgumentNullException.ThrowIfNull(text);
        var hyphen = text.LastIndexOf('-');
        id = default;
        if (hyphen < 0 || !JobId.TryParse(text[..hyphen], out var job)
            || !int.TryParse(text.AsSpan(hyphen + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return false;
        id = new ChunkId(job, number);
        return true;
    }
}

/// <summary>A <see cref="WorkerId"/> as its name, for example <c>chunk-3</c>.</summary>
public sealed class WorkerIdConverter : IdConverter<WorkerId>
{
    /// <inheritdoc/>
    protected override bool TryParse(string text, out WorkerId id)
    {
        ArgumentNullException.ThrowIfNull(text);
        var hyphen = text.LastIndexOf('-');
        id = default;
        if (hyphen < 1 || !char.IsAsciiLetter(text[0]) || !Enum.TryParse<WorkerKind>(text[..hyphen], ignoreCase: true, out var kind)
            || !int.TryParse(text.AsSpan(hyphen + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return false;
        id = new WorkerId(kind, number);
        return true;
    }
}
