using System.CommandLine;
using System.CommandLine.Parsing;

namespace PixCrawler.Cli.Commands;

/// <summary>The kinds of options there are, so that all read the same in the help.</summary>
internal static class OptionKinds
{
    /// <summary>An option with a value and its default.</summary>
    public static Option<T> Value<T>(string name, T defaultValue, string description, string helpName) =>
        new(name) { Description = description, HelpName = helpName, DefaultValueFactory = _ => defaultValue };

    /// <summary>An option with words of its own for its values.</summary>
    /// <remarks>The default is the type's own; a factory would put the type's word for it into the help.</remarks>
    public static Option<T> Parsed<T>(string name, Func<ArgumentResult, T> parse, string defaultWord, string description, string helpName) =>
        new(name) { Description = $"{description} [default: {defaultWord}]", HelpName = helpName, CustomParser = parse };
}
