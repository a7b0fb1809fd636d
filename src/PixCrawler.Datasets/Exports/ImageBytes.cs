using System.Security.Cryptography;

namespace PixCrawler.Datasets.Exports;

/// <summary>Reads images one after another into one buffer and makes sure that they are what their names say.</summary>
internal sealed class ImageBytes(string datasetFolder)
{
    private byte[] _buffer = new byte[1 << 20];

    /// <summary>Null where the file is missing, or its bytes are not those of the hash. Valid until the next call.</summary>
    public ArraySegment<byte>? Read(Samples.Sample sample)
    {
        var file = new FileInfo(Path.Combine(datasetFolder, sample.Source()));
        if (!file.Exists || file.Length != sample.Bytes || sample.Bytes > Array.MaxLength)
            return null;
        var length = (int)sample.Bytes;
        if (_buffer.Length < length)
            _buffer = new byte[length];
        using var stream = new FileStream(file.FullName, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        if (stream.ReadAtLeast(_buffer.AsSpan(0, length), length, throwOnEndOfStream: false) < length)
            return null;
        var bytes = new ArraySegment<byte>(_buffer, 0, length);
        if (Convert.ToHexStringLower(SHA256.HashData(bytes)) != sample.Sha256)
            return null;
        return bytes;
    }
}
