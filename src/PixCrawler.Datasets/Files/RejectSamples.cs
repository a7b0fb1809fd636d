using System.Globalization;

namespace PixCrawler.Datasets.Files;

/// <summary>
/// The bytes of a few rejected images of each reason, put aside so that the report can show what was rejected. They are no part of the
/// dataset; what cannot be written is let go.
/// </summary>
internal sealed class RejectSamples(string folder, AtomicFiles files)
{
    public const int MaxOfReason = 6;
    private const int MaxReasons = 64;
    private const int MaxBytes = 4 * 1024 * 1024;

    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    public void Add(int chunk, int slot, string reason, ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Length is 0 or > MaxBytes || !IsName(reason))
            return;
        try
        {
            if (HasRoom(reason))
                files.Write(Path.Combine(folder, reason, Name(chunk, slot)), bytes);
        }
        catch (Exception error) when (DiskErrors.IsDiskError(error))
        {
            // A picture for the report is not worth a failure; a disk that fails shows itself where it matters.
        }
    }

    /// <summary>Where the bytes of slots lie that were put aside.</summary>
    public static Dictionary<(int Chunk, int Slot), string> Find(string folder)
    {
        var found = new Dictionary<(int, int), string>();
        if (!Directory.Exists(folder))
            return found;
        foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            var parts = Path.GetFileName(path).Split('-');
            if (parts.Length == 2 && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var chunk)
                && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var slot))
                found[(chunk, slot)] = path;
        }

        return found;
    }

    // Of an earlier life of the process, too.
    private bool HasRoom(string reason)
    {
        lock (_gate)
        {
            if (!_counts.TryGetValue(reason, out var count))
            {
                if (_counts.Count >= MaxReasons)
                    return false;
                count = Directory.CreateDirectory(Path.Combine(folder, reason)).EnumerateFiles().Count();
            }

            _counts[reason] = count + 1;
            return count < MaxOfReason;
        }
    }

    private static string Name(int chunk, int slot) => string.Create(CultureInfo.InvariantCulture, $"{FolderLayout.ChunkName(chunk)}-{slot}");

    private static bool IsName(string reason) => reason.Length is > 0 and <= 64 && reason.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character == '-');
}
