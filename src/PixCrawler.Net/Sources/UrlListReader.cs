using System.Runtime.CompilerServices;
using PixCrawler.Contracts.Errors;
using PixCrawler.Contracts.Sources;
using PixCrawler.Domain.Failures;

namespace PixCrawler.Net.Sources;

/// <summary>Reads text, CSV, TSV, JSON and JSON Lines, plain or gzip-compressed, from a file or from standard input.</summary>
public sealed class UrlListReader : IUrlListReader
{
    private readonly UrlListOptions _options;
    private readonly Func<Stream> _standardInput;

    /// <summary>Creates a reader; it keeps no state between lists.</summary>
    /// <param name="options">Limits.</param>
    /// <param name="standardInput">What <c>-</c> stands for. Default: the process's standard input.</param>
    /// <exception cref="ArgumentException">The options are not in order.</exception>
    public UrlListReader(UrlListOptions options, Func<Stream>? standardInput = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        OptionsCheck.ThrowIfAny(options.Validate(), nameof(options));
        _options = options;
        _standardInput = standardInput ?? Console.OpenStandardInput;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ListRow> ReadAsync(UrlListSource source, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        await using var stream = await GuardAsync(source, () => ListFile.OpenAsync(source.Path, _standardInput, cancellationToken));
        await using var rows = ListRows.ReadAsync(source, stream, _options.MaxLineBytes, cancellationToken).GetAsyncEnumerator(cancellationToken);
        var any = false;
        while (await GuardAsync(source, rows.MoveNextAsync))
        {
            any = true;
            yield return rows.Current;
        }

        if (!any)
            throw new InvalidInputException(FailureReasons.ListEmpty, $"The URL list '{source.Path}' holds no rows; give one with at least one URL.");
    }

    private static async ValueTask<T> GuardAsync<T>(UrlListSource source, Func<ValueTask<T>> read)
    {
        try
        {
            return await read();
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            throw new InvalidInputException(
                FailureReasons.ListUnreadable, $"The URL list '{source.Path}' cannot be read to its end: {exception.Message}", exception);
        }
    }
}
