using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using PixCrawler.Contracts.Errors;
using PixCrawler.Contracts.Sources;
using PixCrawler.Domain.Failures;

namespace PixCrawler.Net.Sources;

/// <summary>The formats of lists, each a stream of rows over a stream of bytes.</summary>
internal static class ListRows
{
    public static IAsyncEnumerable<ListRow> ReadAsync(UrlListSource source, Stream stream, int maxLineBytes, CancellationToken cancellationToken) =>
        ListFile.FormatOf(source) switch
        {
            ListFormat.Csv => DelimitedAsync(source, stream, ',', maxLineBytes, cancellationToken),
            ListFormat.Tsv => DelimitedAsync(source, stream, '\t', maxLineBytes, cancellationToken),
            ListFormat.Json => JsonAsync(source, stream, maxLineBytes, cancellationToken),
            ListFormat.JsonLines => LinesAsync(stream, maxLineBytes, (line, number) => JsonRow.Parse(source, line, number), cancellationToken),
            _ => LinesAsync(stream, maxLineBytes, Text, cancellationToken),
        };

    private static ListRow? Text(ReadOnlyMemory<byte> line, long number)
    {
        var text = Encoding.UTF8.GetString(line.Span).Trim();
        return text.StartsWith('#') ? null : new ListRow(new Candidate(text, number));
    }

    private static async IAsyncEnumerable<ListRow> LinesAsync(
        Stream stream, int maxLineBytes, Func<ReadOnlyMemory<byte>, long, ListRow?> parse, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var lines = new LineReader(stream, maxLineBytes);
        while (await lines.ReadAsync(cancellationToken))
        {
            if (lines.TooLong)
                yield return new ListRow(new BadRow(lines.Number, $"the row is longer than {maxLineBytes:N0} bytes"));
            else if (!lines.Line.Span.Trim(" \t"u8).IsEmpty && parse(lines.Line, lines.Number) is { } row)
                yield return row;
        }
    }

    private static async IAsyncEnumerable<ListRow> DelimitedAsync(
        UrlListSource source, Stream stream, char delimiter, int maxLineBytes, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var records = new DelimitedRecordReader(new LineReader(stream, maxLineBytes), delimiter, maxLineBytes);
        if (!await records.ReadAsync(cancellationToken))
            yield break;
        if (records.Problem is { } problem)
            throw Invalid(source, $"its header cannot be read: {problem}");
        var columns = new ListColumns(source, records.Fields);
        while (await records.ReadAsync(cancellationToken))
        {
            yield return records.Problem is null
                ? columns.Row(records.Fields, records.Number)
                : new ListRow(new BadRow(records.Number, records.Problem));
        }
    }

    private static async IAsyncEnumerable<ListRow> JsonAsync(
        UrlListSource source, Stream stream, int maxLineBytes, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var elements = new JsonArrayReader(stream, maxLineBytes);
        var number = 0L;
        try
        {
            if (!await elements.OpenAsync(cancellationToken))
                yield break;
        }
        catch (JsonException)
        {
            throw Invalid(source, "it is not a JSON array; for one JSON object a line name the file .jsonl or say that format");
        }

        while (true)
        {
            BadRow? broken = null;
            try
            {
                if (!await elements.ReadAsync(cancellationToken))
                    yield break;
            }
            catch (JsonException exception)
            {
                // There is no telling where the next element begins.
                broken = new BadRow(number + 1, $"not readable as JSON from here, the rest of the list is left out ({exception.Message})");
            }

            number++;
            yield return broken is null ? JsonRow.Parse(source, elements.Element, number) : new ListRow(broken);
            if (broken is not null)
                yield break;
        }
    }

    private static InvalidInputException Invalid(UrlListSource source, string problem) =>
        new(FailureReasons.ListFormatInvalid, $"The URL list '{source.Path}' cannot be read: {problem}.");
}
