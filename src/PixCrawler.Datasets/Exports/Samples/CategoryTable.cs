using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;

namespace PixCrawler.Datasets.Exports.Samples;

/// <summary>A class of images.</summary>
/// <param name="Id">Its number, from 0, by the order of the names.</param>
/// <param name="Name">Its label, as the list has it.</param>
/// <param name="Folder">A folder name that is safe everywhere and equal to no other's, not even without case.</param>
/// <param name="Images">How many images it has.</param>
internal sealed record Category(int Id, string Name, string Folder, long Images);

/// <summary>The classes of a dataset.</summary>
internal sealed class CategoryTable
{
    private const int SuffixDigits = 8;

    private readonly FrozenDictionary<string, Category> _byName;

    public CategoryTable(IEnumerable<KeyValuePair<string, long>> imagesByLabel)
    {
        var folders = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        All =
        [
            .. imagesByLabel.OrderBy(pair => pair.Key, StringComparer.Ordinal)
                .Select((pair, id) => new Category(id, pair.Key, FreeFolder(pair.Key, folders), pair.Value)),
        ];
        _byName = All.ToFrozenDictionary(category => category.Name, StringComparer.Ordinal);
    }

    public IReadOnlyList<Category> All { get; }

    public Category? Of(Sample sample) => sample.Label is null ? null : _byName[sample.Label];

    // Twins (other case, other composition, same replacement) are told apart by the label's hash, which no other label can move.
    private static string FreeFolder(string label, HashSet<string> taken)
    {
        var folder = MemberName.Folder(label);
        if (!MemberName.Composes(folder) && taken.Add(folder))
            return folder;
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(label)));
        folder = $"{folder}-{hash[..SuffixDigits]}";
        return taken.Add(folder) ? folder : hash;
    }
}
