using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using PixCrawler.Datasets.Files;

namespace PixCrawler.Datasets.Stores;

/// <summary>A folder as a store. It has no tiers and no links; what aborted uploads left lies in a private folder.</summary>
public sealed class LocalStore : IObjectStore
{
    private const string Private = ".pixcrawl-store";
    private const int CopyBytes = 128 * 1024;

    private readonly string _folder;

    /// <summary>Opens or creates the store.</summary>
    /// <param name="folder">Its folder.</param>
    public LocalStore(string folder)
    {
        _folder = Path.GetFullPath(folder);
        Directory.CreateDirectory(Temporary);
    }

    /// <inheritdoc/>
    public string Name => _folder;

    private string Temporary => Path.Combine(_folder, Private);

    /// <inheritdoc/>
    public async ValueTask<StoredObject?> FindAsync(string key, CancellationToken cancellationToken)
    {
        var file = new FileInfo(PathOf(key));
        if (!file.Exists)
            return null;
        await using var content = file.OpenRead();
        var hash = await SHA256.HashDataAsync(content, cancellationToken);
        return new StoredObject(key, file.Length) { Sha256 = Convert.ToHexStringLower(hash) };
    }

    /// <inheritdoc/>
    public async ValueTask PutAsync(
        string key, Stream content, PutOptions options, IProgress<long>? sent, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(content);
        var target = PathOf(key);
        var temporary = Path.Combine(Temporary, Guid.NewGuid().ToString("N"));
        try
        {
            await using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0))
            {
                var buffer = new byte[CopyBytes];
                for (int read; (read = await content.ReadAsync(buffer, cancellationToken)) > 0;)
                {
                    await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
                    sent?.Report(file.Position);
                }

                file.Flush(flushToDisk: true);
            }

            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Move(temporary, target, overwrite: true);
        }
        catch (Exception error) when (DiskErrors.IsDiskError(error))
        {
            throw DiskErrors.ToInfrastructure(error, _folder);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredObject> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        var found = new DirectoryInfo(_folder).EnumerateFiles("*", SearchOption.AllDirectories)
            .Select(file => new StoredObject(Path.GetRelativePath(_folder, file.FullName).Replace('\\', '/'), file.Length))
            .Where(item => item.Key.StartsWith(prefix, StringComparison.Ordinal) && !item.Key.StartsWith(Private, StringComparison.Ordinal))
            .OrderBy(item => item.Key, StringComparer.Ordinal);
        foreach (var item in found)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return item;
        }
    }

    /// <inheritdoc/>
    public ValueTask DeleteAsync(string key, CancellationToken cancellationToken)
    {
        var path = PathOf(key);
        if (File.Exists(path))
            File.Delete(path);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public Uri? Link(string key, TimeSpan lifetime)
    {
        PathOf(key);
        StoreKey.Checked(lifetime);
        return null;
    }

    /// <inheritdoc/>
    public ValueTask<int> RemoveAbortedAsync(string prefix, CancellationToken cancellationToken)
    {
        var left = Directory.GetFiles(Temporary);
        foreach (var file in left)
            File.Delete(file);
        return ValueTask.FromResult(left.Length);
    }

    private string PathOf(string key) => Path.Combine(_folder, StoreKey.Checked(key));
}
