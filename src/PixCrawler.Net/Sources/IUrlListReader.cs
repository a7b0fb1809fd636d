using PixCrawler.Contracts.Errors;
using PixCrawler.Contracts.Sources;

namespace PixCrawler.Net.Sources;

/// <summary>Reads URL lists as streams: memory does not grow with their length.</summary>
public interface IUrlListReader
{
    /// <summary>Reads a list from its beginning, in its order.</summary>
    /// <param name="source">The list.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>One entry per row that is not blank.</returns>
    /// <exception cref="InvalidInputException">
    /// The list cannot be read at all (missing, a folder, empty, without its URL column); thrown when the first row is asked for.
    /// </exception>
    IAsyncEnumerable<ListRow> ReadAsync(UrlListSource source, CancellationToken cancellationToken);
}
