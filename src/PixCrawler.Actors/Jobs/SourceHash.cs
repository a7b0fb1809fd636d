using System.Security.Cryptography;
using System.Text;

namespace PixCrawler.Actors.Jobs;

/// <summary>The hash of the candidates taken from a source, URL by URL, so that a later run sees whether it reads the same list.</summary>
internal sealed class SourceHash : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public void Add(string url)
    {
        _hash.AppendData(Encoding.UTF8.GetBytes(url));
        _hash.AppendData("\n"u8);
    }

    /// <summary>The hash of what was added so far, 64 hexadecimal digits.</summary>
    public override string ToString() => Convert.ToHexStringLower(_hash.GetCurrentHash());

    public void Dispose() => _hash.Dispose();
}
