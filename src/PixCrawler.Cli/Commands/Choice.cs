using System.CommandLine.Parsing;

namespace PixCrawler.Cli.Commands;

/// <summary>Reads words out of a fixed set.</summary>
internal static class Choice
{
    /// <summary>The word's meaning; a word that is none gets an error that lists the set.</summary>
    public static T Parse<T>(ArgumentResult result, string option, Dictionary<string, T> words)
    {
        var word = result.Tokens.Count > 0 ? result.Tokens[^1].Value : "";
        if (words.TryGetValue(word.ToLowerInvariant(), out var value))
            return value;
        result.AddError($"{option}: must be {string.Join(", ", words.Keys.SkipLast(1))} or {words.Keys.Last()}, not '{word}'");
        return words.Values.First();
    }
}
