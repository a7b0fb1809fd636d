using PixCrawler.Datasets.Exports.Archives;

namespace PixCrawler.Datasets.Exports.Layouts;

/// <summary>Passes writes on and leaves the stream open when it is disposed.</summary>
internal sealed class Unclosed(Stream inner) : OneWayStream
{
    public override bool CanWrite => true;

    public override void Write(ReadOnlySpan<byte> buffer) => inner.Write(buffer);

    public override void Flush() => inner.Flush();
}
