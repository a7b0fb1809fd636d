using System.Runtime.CompilerServices;
using PixCrawler.Contracts.Errors;
using PixCrawler.Domain.Failures;

namespace PixCrawler.Datasets.Stores;

/// <summary>
/// What stores on the network have in common: an object that fits into one part is put at once, a longer one in parts; each part is a
/// call of its own, made again from memory where it fails; an upload that does not get to its end is removed.
/// </summary>
/// <param name="calls">The way to the outside.</param>
/// <param name="callKey">Whose circuit the calls belong to.</param>
/// <param name="partBytes">The size of a part.</param>
/// <typeparam name="TUpload">What an upload in parts needs to remember.</typeparam>
public abstract class PartedStore<TUpload>(IOutsideCalls calls, string callKey, int partBytes) : IObjectStore
    where TUpload : class
{
    private const int MaxParts = 10_000;

    /// <inheritdoc/>
    public string Name => callKey;

    /// <inheritdoc/>
    public abstract ValueTask<StoredObject?> FindAsync(string key, CancellationToken cancellationToken);

    /// <inheritdoc/>
    public async ValueTask PutAsync(
        string key, Stream content, PutOptions options, IProgress<long>? sent, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(options);
        StoreKey.Checked(key);
        var buffer = new byte[content.CanSeek ? Math.Clamp(content.Length - content.Position, 1, partBytes) : partBytes];
        var read = await content.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        if (read < partBytes)
        {
            await PutWholeAsync(key, buffer.AsMemory(0, read), options, cancellationToken);
            sent?.Report(read);
            return;
        }

        var upload = await BeginAsync(key, options, cancellationToken);
        try
        {
            long total = 0;
            for (var number = 1; read > 0; number++)
            {
                if (number > MaxParts)
                    throw new InvalidInputException("object-too-long", $"'{key}' has more than {MaxParts:N0} parts; raise PartBytes.");
                await PutPartAsync(upload, number, buffer.AsMemory(0, read), cancellationToken);
                sent?.Report(total += read);
                read = await content.ReadAtLeastAsync(buffer, partBytes, throwOnEndOfStream: false, cancellationToken);
            }

            await CompleteAsync(upload, cancellationToken);
        }
        catch
        {
            await TryAbortAsync(upload);
            throw;
        }
    }

    /// <inheritdoc/>
    public abstract IAsyncEnumerable<StoredObject> ListAsync(string prefix, CancellationToken cancellationToken);

    /// <inheritdoc/>
    public abstract ValueTask DeleteAsync(string key, CancellationToken cancellationToken);

    /// <inheritdoc/>
    public abstract Uri? Link(string key, TimeSpan lifetime);

    /// <inheritdoc/>
    public abstract ValueTask<int> RemoveAbortedAsync(string prefix, CancellationToken cancellationToken);

    internal abstract ValueTask PutWholeAsync(
        string key, ReadOnlyMemory<byte> bytes, PutOptions options, CancellationToken cancellationToken);

    internal abstract ValueTask<TUpload> BeginAsync(string key, PutOptions options, CancellationToken cancellationToken);

    internal abstract ValueTask PutPartAsync(
        TUpload upload, int number, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken);

    internal abstract ValueTask CompleteAsync(TUpload upload, CancellationToken cancellationToken);

    internal abstract ValueTask AbortAsync(TUpload upload, CancellationToken cancellationToken);

    private protected ValueTask<T> CallAsync<T>(
        Func<Func<ErrorAnswer, CrawlException>, CancellationToken, ValueTask<T>> call, CancellationToken cancellationToken) =>
        calls.RunAsync(callKey, call, cancellationToken);

    private protected static async IAsyncEnumerable<StoredObject> PagesAsync<TPage>(
        Func<TPage?, CancellationToken, ValueTask<TPage>> next,
        Func<TPage, IEnumerable<StoredObject>> items,
        Func<TPage, bool> isLast,
        [EnumeratorCancellation] CancellationToken cancellationToken)
        where TPage : class
    {
        TPage? page = null;
        do
        {
            page = await next(page, cancellationToken);
            foreach (var item in items(page))
                yield return item;
        }
        while (!isLast(page));
    }

    // The first error is the one to report. The caller's token may be cancelled by now, so the pipeline's own limits must do.
    private async ValueTask TryAbortAsync(TUpload upload)
    {
        try
        {
            await AbortAsync(upload, CancellationToken.None);
        }
        catch (CrawlException)
        {
            // RemoveAbortedAsync finds it.
        }
    }
}
