using System.Runtime.CompilerServices;
using PixCrawler.Contracts.Errors;
using PixCrawler.Contracts.Sources;
using PixCrawler.Net.Sources;

namespace PixCrawler.Actors.Tests.World;

/// <summary>Lists by path; a row that is empty is a bad one.</summary>
internal sealed class FakeLists : IUrlListReader
{
    private readonly Dictionary<string, IReadOnlyList<string>> _lists = [];

    public FakeLists With(string path, IEnumerable<string> rows)
    {
        _lists[path] = [.. rows];
        return this;
    }

    /// <summary>Thrown when this row (from 0) of any list is reached, each time while it is set.</summary>
    public (int Row, Exception Error)? Fault { get; set; }

    /// <summary>What reading waits for before its second row.</summary>
    public Task Hold { get; set; } = Task.CompletedTask;

    public async IAsyncEnumerable<ListRow> ReadAsync(
        UrlListSource source, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!_lists.TryGetValue(source.Path, out var rows))
            throw new InvalidInputException("list-not-found", $"{source.Path} is not there");
        for (var row = 0; row < rows.Count; row++)
        {
            if (row == 1)
                await Hold.WaitAsync(cancellationToken);
            if (Fault is { } fault && fault.Row == row)
                throw fault.Error;
            yield return rows[row].Length == 0
                ? new ListRow(new BadRow(row + 1, "no URL"))
                : new ListRow(new Candidate(rows[row], row + 1));
        }
    }
}
