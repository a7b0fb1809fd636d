using PixCrawler.Datasets.Stores;

namespace PixCrawler.Actors.Datasets.Stores;

/// <summary>A store that is open, and the prefix an export goes under.</summary>
/// <param name="Store">The store.</param>
/// <param name="Prefix">What keys begin with: empty, or with <c>/</c> at its end.</param>
internal sealed record StoreConnection(IObjectStore Store, string Prefix) : IDisposable
{
    public void Dispose() => (Store as IDisposable)?.Dispose();
}
