using System.Text;

namespace PixCrawler.Net.Sources;

/// <summary>
/// Reads records of delimited text. A record whose quotes are wrong costs its first line only: reading goes on at the next line,
/// so one stray quote never swallows the rest of a list.
/// </summary>
internal sealed class DelimitedRecordReader(LineReader lines, char delimiter, int maxRecordBytes)
{
    private readonly LinkedList<(long Number, string Text, bool TooLong)> _pending = new();

    /// <summary>The fields of the record; meaningless where <see cref="Problem"/> is set.</summary>
    public List<string> Fields { get; } = [];

    /// <summary>The line the record begins on, from 1.</summary>
    public long Number { get; private set; }

    /// <summary>What is wrong with the record; null when it is in order.</summary>
    public string? Problem { get; private set; }

    /// <summary>Reads the next record that is not blank.</summary>
    public async ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        do
        {
            if (_pending.Count == 0 && !await FetchAsync(cancellationToken))
                return false;
            await ReadRecordAsync(cancellationToken);
        }
        while (Problem is null && Fields.TrueForAll(string.IsNullOrWhiteSpace));
        return true;
    }

    private async ValueTask ReadRecordAsync(CancellationToken cancellationToken)
    {
        var first = _pending.First!;
        Number = first.Value.Number;
        Problem = first.Value.TooLong ? $"the row is longer than {maxRecordBytes:N0} bytes" : null;
        var text = first.Value.Text;
        var last = first;
        // Tab-separated fields never span lines.
        var literalQuotes = delimiter == '\t';
        while (Problem is null)
        {
            var result = DelimitedLine.Split(text, delimiter, literalQuotes, Fields);
            if (result == SplitResult.Whole)
                break;
            if (result == SplitResult.Broken)
                Problem = "the quotes are wrong: a closing quote must be followed by the next field; double the quotes inside a field";
            else if ((last.Next is null && !await FetchAsync(cancellationToken)) || last.Next!.Value.TooLong
                || text.Length + last.Next.Value.Text.Length >= maxRecordBytes)
                Problem = "a quote is opened and not closed again";
            else
            {
                last = last.Next;
                text = $"{text}\n{last.Value.Text}";
            }
        }

        var drop = Problem is null ? last : first;
        while (_pending.First != drop)
            _pending.RemoveFirst();
        _pending.RemoveFirst();
    }

    private async ValueTask<bool> FetchAsync(CancellationToken cancellationToken)
    {
        if (!await lines.ReadAsync(cancellationToken))
            return false;
        _pending.AddLast((lines.Number, Encoding.UTF8.GetString(lines.Line.Span), lines.TooLong));
        return true;
    }
}
