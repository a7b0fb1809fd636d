using PixCrawler.Datasets.Exports.Archives;

namespace PixCrawler.Datasets.Exports;

/// <summary>
/// Deletes the files of an earlier export that the new one does not have. Both lists name the files of images (their hash is in the
/// name) in the order of the hashes, so they are merged as they stream; the few other files are held in memory.
/// </summary>
internal static class StaleFiles
{
    private const int HashLength = 64;

    public static void Delete(string folder, string previousSums, string currentSums)
    {
        if (!File.Exists(previousSums))
            return;
        var fixedNames = ChecksumFile.Read(currentSums).Select(sum => sum.Name).Where(name => HashIn(name) is null).ToHashSet(StringComparer.Ordinal);
        foreach (var sum in ChecksumFile.Read(previousSums).Where(sum => HashIn(sum.Name) is null && !fixedNames.Contains(sum.Name)))
            File.Delete(Path.Combine(folder, sum.Name));
        using var current = OfImages(currentSums).GetEnumerator();
        var more = current.MoveNext();
        foreach (var (hash, names) in OfImages(previousSums))
        {
            while (more && string.CompareOrdinal(current.Current.Hash, hash) < 0)
                more = current.MoveNext();
            var kept = more && current.Current.Hash == hash ? current.Current.Names : [];
            foreach (var name in names.Except(kept, StringComparer.Ordinal))
                File.Delete(Path.Combine(folder, name));
        }
    }

    private static IEnumerable<(string Hash, List<string> Names)> OfImages(string sums)
    {
        List<string> names = [];
        var last = "";
        foreach (var sum in ChecksumFile.Read(sums))
        {
            if (HashIn(sum.Name) is not { } hash)
                continue;
            if (hash != last && names.Count > 0)
            {
                yield return (last, names);
                names = [];
            }

            last = hash;
            names.Add(sum.Name);
        }

        if (names.Count > 0)
            yield return (last, names);
    }

    private static string? HashIn(string name)
    {
        var stem = Path.GetFileNameWithoutExtension(name);
        return stem.Length == HashLength && stem.All(char.IsAsciiHexDigitLower) ? stem : null;
    }
}
