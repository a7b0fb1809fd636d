using System.Text;

namespace PixCrawler.Datasets.Exports.Archives;

/// <summary>A line of a list of checksums.</summary>
internal readonly record struct Checksum(string Sha256, string Name);

/// <summary>A list of checksums as <c>sha256sum -c</c> reads it: hash, two blanks, name. Names are safe, so none needs escaping.</summary>
internal sealed class ChecksumFile(string path) : IDisposable
{
    public const string Name = "SHA256SUMS";

    private readonly StreamWriter _writer = new(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { NewLine = "\n" };

    public string Path => path;

    public long Count { get; private set; }

    public void Add(string sha256, string name)
    {
        _writer.WriteLine(Line(sha256, name));
        Count++;
    }

    public void Close() => _writer.Close();

    public void Dispose() => _writer.Dispose();

    public static string Line(string sha256, string name) => $"{sha256}  {name}";

    /// <exception cref="InvalidDataException">A line is none of ours.</exception>
    public static IEnumerable<Checksum> Read(string path)
    {
        const int hashLength = 64;
        foreach (var line in File.ReadLines(path))
        {
            if (line.Length < hashLength + 3 || line[hashLength..(hashLength + 2)] != "  " || !MemberName.IsSafe(line[(hashLength + 2)..]))
                throw new InvalidDataException($"'{path}' has a line that is no checksum.");
            yield return new Checksum(line[..hashLength], line[(hashLength + 2)..]);
        }
    }
}
