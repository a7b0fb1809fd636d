using PixCrawler.Contracts.Sources;

namespace PixCrawler.Datasets.Files;

/// <summary>
/// The list of rows without a URL. It is the one file that grows, so it is cut to what the job's journal knows before each append.
/// </summary>
internal sealed class BadRowsFile(string path)
{
    private long _rows = -1;
    private long _length;

    public void Append(long recordedBefore, IReadOnlyList<BadRow> rows)
    {
        using var file = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.ReadWrite,
            Share = FileShare.Read,
            BufferSize = 0,
        });
        var end = _rows == recordedBefore ? _length : EndOfRow(file, recordedBefore);
        _rows = -1;
        file.SetLength(end);
        file.Position = end;
        JsonLines.Write(file, rows, DatasetJsonContext.Default.BadRow);
        file.Flush(flushToDisk: true);
        (_rows, _length) = (recordedBefore + rows.Count, file.Length);
    }

    private static long EndOfRow(FileStream file, long rows)
    {
        var buffer = new byte[64 * 1024];
        long start = 0, end = 0, seen = 0;
        for (int read; seen < rows && (read = file.Read(buffer)) > 0; start += read)
        {
            for (var index = 0; index < read && seen < rows; index++)
            {
                if (buffer[index] != '\n')
                    continue;
                seen++;
                end = start + index + 1;
            }
        }

        return end;
    }
}
