using PixCrawler.Contracts.Datasets;
using PixCrawler.Contracts.Errors;

namespace PixCrawler.Datasets.Stores;

/// <summary>An object in a store.</summary>
/// <param name="Key">Its name, with <c>/</c>.</param>
/// <param name="Bytes">Its size.</param>
public sealed record StoredObject(string Key, long Bytes)
{
    /// <summary>The hash of its bytes, 64 lower-case hexadecimal digits; null where nobody noted it, and in lists.</summary>
    public string? Sha256 { get; init; }

    /// <summary>Its tier; null where the store has none, and in lists.</summary>
    public StorageTier? Tier { get; init; }
}

/// <summary>What is said of an object when it is put.</summary>
/// <param name="Sha256">The hash of its bytes; it is kept with the object, and tells later whether it must be put again.</param>
/// <param name="ContentType">Its media type.</param>
/// <param name="Tier">Its tier.</param>
public sealed record PutOptions(string Sha256, string ContentType = "application/octet-stream", StorageTier Tier = StorageTier.Hot);

/// <summary>
/// A place that datasets are put into. An object is there whole or not at all. Keys are safe relative names (no <c>..</c>, no control
/// characters, nothing that some system reads otherwise); others are refused with <see cref="ArgumentException"/>. Calls to the outside
/// are made through <see cref="IOutsideCalls"/> and throw what it throws: <see cref="TransientException"/> once the attempts are used
/// up, <see cref="PermanentException"/> where trying again cannot mend it.
/// </summary>
public interface IObjectStore
{
    /// <summary>The store for people, without secrets.</summary>
    string Name { get; }

    /// <summary>Looks an object up.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The object; null where there is none.</returns>
    ValueTask<StoredObject?> FindAsync(string key, CancellationToken cancellationToken);

    /// <summary>Puts an object; one of the same key is replaced as a whole.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="content">Its bytes, read once from front to back; long ones are sent in parts, one of which is in memory at a time.</param>
    /// <param name="options">What is said of it.</param>
    /// <param name="sent">Told of the bytes sent so far; null when nobody asks.</param>
    /// <param name="cancellationToken">Gives up; nothing is left of it.</param>
    /// <returns>A task that ends when the object is there.</returns>
    ValueTask PutAsync(string key, Stream content, PutOptions options, IProgress<long>? sent, CancellationToken cancellationToken);

    /// <summary>Lists objects in the order of their keys.</summary>
    /// <param name="prefix">What their keys begin with; empty for all.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Keys and sizes, page by page.</returns>
    IAsyncEnumerable<StoredObject> ListAsync(string prefix, CancellationToken cancellationToken);

    /// <summary>Deletes an object; that there is none is no error.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>A task that ends when it is gone.</returns>
    ValueTask DeleteAsync(string key, CancellationToken cancellationToken);

    /// <summary>Makes a link by which anyone can download an object for a while. It is a secret; it is not checked that there is one.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="lifetime">For how long, 1 second to 7 days.</param>
    /// <returns>The link; null where the store has none (a local folder).</returns>
    Uri? Link(string key, TimeSpan lifetime);

    /// <summary>Removes what aborted uploads left behind; to be called when nobody else puts anything under the prefix.</summary>
    /// <param name="prefix">What their keys begin with; empty for all.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>How many there were.</returns>
    ValueTask<int> RemoveAbortedAsync(string prefix, CancellationToken cancellationToken);
}
