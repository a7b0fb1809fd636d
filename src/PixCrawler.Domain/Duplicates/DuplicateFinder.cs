using System.Numerics;

namespace PixCrawler.Domain.Duplicates;

/// <summary>
/// Finds the images of a job that are there twice. The one with most pixels is kept, among equals the one of the earliest slot; which it
/// is does not depend on the order in which images arrived, so the same job always keeps the same ones.
/// </summary>
public static class DuplicateFinder
{
    /// <summary>Judges all kept images of a job.</summary>
    /// <param name="images">The images, in any order; sorted in place.</param>
    /// <param name="rule">When two count as the same.</param>
    /// <returns>Those to drop, each with the one that is kept for it, by slot.</returns>
    public static IReadOnlyList<Duplicate> Find(ImagePrint[] images, DuplicateRule rule)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(rule);
        Array.Sort(images, static (one, other) =>
            one.Pixels != other.Pixels ? other.Pixels.CompareTo(one.Pixels) : one.Place.CompareTo(other.Place));
        var kept = new KeptImages(rule);
        var duplicates = new List<Duplicate>();
        foreach (var image in images)
        {
            if (kept.TwinOf(image) is { } duplicate)
                duplicates.Add(duplicate);
            else
                kept.Add(image);
        }

        duplicates.Sort(static (one, other) => one.Place.CompareTo(other.Place));
        return duplicates;
    }

    private sealed class KeptImages(DuplicateRule rule)
    {
        private readonly Dictionary<UInt128, SlotPlace> _byContent = [];
        private readonly HammingIndex _byLook = new(rule.DifferenceBits);
        private readonly List<(SlotPlace Place, ulong Frequency)> _looks = [];
        private readonly List<NearHash> _near = [];

        public void Add(ImagePrint image)
        {
            _byContent.Add(image.Content, image.Place);
            if (!rule.ByLook || image.Look is not { } look)
                return;
            _byLook.Add(look.Difference);
            _looks.Add((image.Place, look.Frequency));
        }

        public Duplicate? TwinOf(ImagePrint image)
        {
            if (_byContent.TryGetValue(image.Content, out var same))
                return new Duplicate(image.Place, same, DuplicateKind.Exact, 0);
            if (!rule.ByLook || image.Look is not { } look)
                return null;
            _byLook.FindNear(look.Difference, _near);
            foreach (var near in _near)
            {
                var (place, frequency) = _looks[near.Id];
                if (BitOperations.PopCount(frequency ^ look.Frequency) <= rule.FrequencyBits)
                    return new Duplicate(image.Place, place, DuplicateKind.Perceptual, near.DistanceBits);
            }

            return null;
        }
    }
}
