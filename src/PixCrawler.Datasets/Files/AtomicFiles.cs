namespace PixCrawler.Datasets.Files;

/// <summary>
/// Writes files that are complete or absent: temporary file on the same file system, write, flush to the disk, rename. A process
/// that is killed leaves at most a temporary file, which the next run collects.
/// </summary>
/// <param name="temporaryFolder">Where the temporary files are; on the file system of the targets.</param>
/// <param name="create">Creates and opens a temporary file; tests put a full disk here.</param>
/// <param name="flush">Whether files outlast a power failure too; exports do without, since a second run finds and mends what is lost.</param>
internal sealed class AtomicFiles(string temporaryFolder, Func<string, FileStream>? create = null, bool flush = true)
{
    // Two processes that share a folder must not share a temporary file, and process ids repeat in containers.
    private static readonly string ThisProcess = Guid.NewGuid().ToString("N")[..12];
    private static long _lastNumber;

    private readonly Func<string, FileStream> _create = create ?? Create;

    public void Write(string target, ReadOnlyMemory<byte> bytes) => Write(target, stream => stream.Write(bytes.Span));

    public void Write(string target, Action<Stream> write) => Write(target, write, overwrite: true);

    /// <summary>Writes a file that is not there yet.</summary>
    /// <returns>Whether it was written; false where there is one, which stays.</returns>
    public bool Create(string target, Action<Stream> write)
    {
        if (File.Exists(target))
            return false;
        try
        {
            Write(target, write, overwrite: false);
            return true;
        }
        catch (IOException) when (File.Exists(target))
        {
            return false;
        }
    }

    private void Write(string target, Action<Stream> write, bool overwrite)
    {
        var temporary = Path.Combine(temporaryFolder, $"{ThisProcess}-{Interlocked.Increment(ref _lastNumber):x}");
        try
        {
            using (var stream = _create(temporary))
            {
                write(stream);
                stream.Flush(flushToDisk: flush);
            }

            File.Move(temporary, target, overwrite);
        }
        catch
        {
            TryDelete(temporary);
            throw;
        }
    }

    /// <summary>Deletes the temporary files of other processes; those of this one may be in the making.</summary>
    public int Collect()
    {
        var leftovers = new DirectoryInfo(temporaryFolder).EnumerateFiles()
            .Where(file => !file.Name.StartsWith(ThisProcess, StringComparison.Ordinal));
        var count = 0;
        foreach (var file in leftovers)
        {
            file.Delete();
            count++;
        }

        return count;
    }

    private static FileStream Create(string path) => new(path, new FileStreamOptions
    {
        Mode = FileMode.CreateNew,
        Access = FileAccess.Write,
        Share = FileShare.None,
        BufferSize = 0,
    });

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception error) when (DiskErrors.IsDiskError(error))
        {
            // The first error is the one to report; the file is collected by the next run.
        }
    }
}
