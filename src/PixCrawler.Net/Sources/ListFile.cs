using System.IO.Compression;
using System.Text;
using PixCrawler.Contracts.Errors;
using PixCrawler.Contracts.Sources;
using PixCrawler.Domain.Failures;

namespace PixCrawler.Net.Sources;

/// <summary>Opens lists as plain UTF-8 without a byte order mark, whatever they are stored as.</summary>
internal static class ListFile
{
    public const string StandardInput = "-";

    public static async ValueTask<Stream> OpenAsync(string path, Func<Stream> standardInput, CancellationToken cancellationToken)
    {
        var stored = path == StandardInput ? standardInput() : OpenFile(path);
        try
        {
            var raw = await HeadStream.OpenAsync(stored, 2, cancellationToken);
            stored = raw.Head is [0x1f, 0x8b] ? new GZipStream(raw, CompressionMode.Decompress) : raw;
            var text = await HeadStream.OpenAsync(stored, 3, cancellationToken);
            stored = text;
            return text.Head switch
            {
                [0xef, 0xbb, 0xbf] => await SkipAsync(text, 3, cancellationToken),
                [0xff, 0xfe, ..] => Encoding.CreateTranscodingStream(await SkipAsync(text, 2, cancellationToken), Encoding.Unicode, Encoding.UTF8),
                [0xfe, 0xff, ..] => Encoding.CreateTranscodingStream(await SkipAsync(text, 2, cancellationToken), Encoding.BigEndianUnicode, Encoding.UTF8),
                _ => text,
            };
        }
        catch
        {
            await stored.DisposeAsync();
            throw;
        }
    }

    /// <summary>What a list is written in, by its name where that is not said.</summary>
    public static ListFormat FormatOf(UrlListSource source)
    {
        if (source.Format != ListFormat.Auto)
            return source.Format;
        var name = source.Path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? source.Path[..^3] : source.Path;
        return Path.GetExtension(name).ToUpperInvariant() switch
        {
            ".CSV" => ListFormat.Csv,
            ".TSV" => ListFormat.Tsv,
            ".JSON" => ListFormat.Json,
            ".JSONL" or ".NDJSON" => ListFormat.JsonLines,
            _ => ListFormat.Text,
        };
    }

    private static FileStream OpenFile(string path)
    {
        if (Directory.Exists(path))
            throw new InvalidInputException(FailureReasons.ListUnreadable, $"The URL list '{path}' is a folder; name a file in it.");
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 64 * 1024, FileOptions.Asynchronous | FileOptions.SequentialScan);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InvalidInputException(
                FailureReasons.ListNotFound, $"The URL list '{path}' does not exist; check the path (it is taken from {Environment.CurrentDirectory}).", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new InvalidInputException(FailureReasons.ListUnreadable, $"The URL list '{path}' cannot be opened: {exception.Message}", exception);
        }
    }

    private static async ValueTask<Stream> SkipAsync(HeadStream stream, int bytes, CancellationToken cancellationToken)
    {
        await stream.ReadExactlyAsync(new byte[bytes], cancellationToken);
        return stream;
    }
}
