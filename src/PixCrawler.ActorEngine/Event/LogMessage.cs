namespace Akka.Event;

/// <summary>Turns a template and its values into text.</summary>
public interface ILogMessageFormatter
{
    /// <summary>Formats; never throws, a value that is missing stays in its braces.</summary>
    string Format(string format, params object?[] args);

    /// <summary>Formats; never throws, a value that is missing stays in its braces.</summary>
    string Format(string format, IEnumerable<object?> args);
}

/// <summary>Understands positional (<c>{0}</c>) and named (<c>{JobId}</c>) templates.</summary>
public sealed class DefaultLogMessageFormatter : ILogMessageFormatter
{
    /// <summary>The only instance.</summary>
    public static readonly DefaultLogMessageFormatter Instance = new();

    /// <inheritdoc />
    public string Format(string format, params object?[] args) => LogTemplate.Parse(format).Render(args);

    /// <inheritdoc />
    public string Format(string format, IEnumerable<object?> args) => Format(format, args.ToArray());
}

/// <summary>A template with its values; the text is made when somebody asks.</summary>
public class LogMessage
{
    private readonly object?[] _args;

    /// <summary>Creates a message.</summary>
    public LogMessage(ILogMessageFormatter formatter, string format, params object?[] args)
    {
        Formatter = formatter;
        Format = format;
        _args = args;
    }

    /// <summary>The template.</summary>
    public string Format { get; }

    /// <summary>What makes the text.</summary>
    protected ILogMessageFormatter Formatter { get; }

    /// <summary>The values.</summary>
    public IEnumerable<object?> Parameters() => _args;

    /// <summary>Template and values, not formatted.</summary>
    public string Unformatted() => $"{Format} ({string.Join(", ", _args)})";

    /// <summary>The text.</summary>
    public override string ToString() => Formatter.Format(Format, _args);

    internal object?[] Values => _args;
}
