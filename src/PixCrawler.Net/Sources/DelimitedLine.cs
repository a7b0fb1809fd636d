using System.Text;

namespace PixCrawler.Net.Sources;

/// <summary>What became of an attempt to split a record.</summary>
internal enum SplitResult
{
    /// <summary>The record is whole.</summary>
    Whole,

    /// <summary>A quoted field is still open: the record goes on in the next line.</summary>
    Open,

    /// <summary>Something other than a delimiter follows a closing quote.</summary>
    Broken,
}

/// <summary>Splits records of delimited text into fields (RFC 4180).</summary>
internal static class DelimitedLine
{
    /// <summary>Splits a record.</summary>
    /// <param name="record">The record, without its line ending.</param>
    /// <param name="delimiter">What stands between fields.</param>
    /// <param name="literalQuotes">
    /// Whether a quote that does not enclose its field to the end is an ordinary character: tab-separated lists are mostly
    /// written without any quoting.
    /// </param>
    /// <param name="fields">Receives the fields; emptied first.</param>
    public static SplitResult Split(ReadOnlySpan<char> record, char delimiter, bool literalQuotes, List<string> fields)
    {
        fields.Clear();
        while (true)
        {
            var quoted = ReadQuoted(record, delimiter, out var field, out var taken);
            if (quoted != SplitResult.Whole && !literalQuotes)
                return quoted;
            if (field is null || quoted != SplitResult.Whole)
            {
                var end = record.IndexOf(delimiter);
                taken = end < 0 ? record.Length : end;
                field = record[..taken].ToString();
            }

            fields.Add(field);
            if (taken == record.Length)
                return SplitResult.Whole;
            record = record[(taken + 1)..];
        }
    }

    private static SplitResult ReadQuoted(ReadOnlySpan<char> record, char delimiter, out string? field, out int taken)
    {
        field = null;
        taken = 0;
        if (record.IsEmpty || record[0] != '"')
            return SplitResult.Whole;
        var text = new StringBuilder();
        var position = 1;
        while (true)
        {
            var close = record[position..].IndexOf('"');
            if (close < 0)
                return SplitResult.Open;
            text.Append(record.Slice(position, close));
            position += close + 1;
            if (position == record.Length || record[position] == delimiter)
            {
                field = text.ToString();
                taken = position;
                return SplitResult.Whole;
            }

            if (record[position] != '"')
                return SplitResult.Broken;
            text.Append('"');
            position++;
        }
    }
}
