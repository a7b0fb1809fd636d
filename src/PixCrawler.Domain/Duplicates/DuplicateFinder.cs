using System.Numerics;
using PixCrawler.Contracts.Chunks;

namespace PixCrawler.Domain.Duplicates;

/// <summary>
/// Finds the images of a job that are there twice. The one with most pixels is kept, among equals the one of the earliest slot; which it
/// is does not depend on the order in which images arrived, so the same job always keeps the same ones. Only kept ones are twins, so
/// leaving duplicates out of the images changes nothing for the others.
/// </summary>
public sealed class DuplicateFinder
{
    private readonly ImagePrint[] _images;
    private readonly DuplicateRule _rule;
    private readonly Dictionary<UInt128, SlotPlace> _byContent = [];
    private readonly Dictionary<ulong, SlotPlace> _byUrl = [];
    private readonly HammingIndex _byLook;
    private readonly List<(SlotPlace Place, ulong Frequency)> _looks = [];
    private readonly List<NearHash> _near = [];
    private readonly List<Duplicate> _found = [];
    private int _judged;

    /// <summary>Prepares to judge all kept images of a job.</summary>
    /// <param name="images">The images, in any order; sorted in place.</param>
    /// <param name="rule">When two count as the same.</param>
    public DuplicateFinder(ImagePrint[] images, DuplicateRule rule)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(rule);
        Array.Sort(images, static (one, other) =>
            one.Pixels != other.Pixels ? other.Pixels.CompareTo(one.Pixels) : one.Place.CompareTo(other.Place));
        (_images, _rule, _byLook) = (images, rule, new HammingIndex(rule.DifferenceBits));
    }

    /// <summary>Judges all kept images of a job at once.</summary>
    /// <param name="images">The images, in any order; sorted in place.</param>
    /// <param name="rule">When two count as the same.</param>
    /// <returns>Those to drop, each with the one that is kept for it, by slot.</returns>
    public static IReadOnlyList<Duplicate> Find(ImagePrint[] images, DuplicateRule rule)
    {
        var finder = new DuplicateFinder(images, rule);
        finder.Judge(int.MaxValue);
        return finder.Found();
    }

    /// <summary>Judges some more images, so that the caller can do other things in between.</summary>
    /// <param name="images">How many at the most.</param>
    /// <returns>Whether there are more.</returns>
    public bool Judge(int images)
    {
        for (var end = Math.Min(_images.Length, _judged + (long)images); _judged < end; _judged++)
        {
            ref readonly var image = ref _images[_judged];
            if (TwinOf(image) is { } duplicate)
                _found.Add(duplicate);
            else
                Keep(image);
        }

        return _judged < _images.Length;
    }

    /// <summary>What was found so far.</summary>
    /// <returns>Those to drop, each with the one that is kept for it, by slot.</returns>
    public IReadOnlyList<Duplicate> Found()
    {
        _found.Sort(static (one, other) => one.Place.CompareTo(other.Place));
        return _found;
    }

    private void Keep(in ImagePrint image)
    {
        _byContent.Add(image.Content, image.Place);
        if (image.Url is { } url)
            _byUrl.Add(url, image.Place);
        if (!_rule.ByLook || image.Look is not { } look)
            return;
        _byLook.Add(look.Difference);
        _looks.Add((image.Place, look.Frequency));
    }

    private Duplicate? TwinOf(in ImagePrint image)
    {
        if (image.Url is { } url && _byUrl.TryGetValue(url, out var twin))
            return new Duplicate(image.Place, twin, DuplicateKind.Url, 0);
        if (_byContent.TryGetValue(image.Content, out twin))
            return new Duplicate(image.Place, twin, DuplicateKind.Exact, 0);
        if (!_rule.ByLook || image.Look is not { } look)
            return null;
        _byLook.FindNear(look.Difference, _near);
        foreach (var near in _near)
        {
            var (place, frequency) = _looks[near.Id];
            if (BitOperations.PopCount(frequency ^ look.Frequency) <= _rule.FrequencyBits)
                return new Duplicate(image.Place, place, DuplicateKind.Near, near.DistanceBits);
        }

        return null;
    }
}
