using System.Numerics;
using PixCrawler.Contracts.Chunks;

namespace PixCrawler.Domain.Duplicates;

/// <summary>
/// Finds the images of a job that are there twice. The one with most pixels is kept, among equals the one of the earliest slot; which it
/// is does not depend on the order in which images arrived, so the same job always keeps the same ones. Only kept ones are twins, so
/// leaving duplicates out of the images changes nothing for the others.
/// </summary>
/// <param name="rule">When two count as the same.</param>
public sealed class DuplicateFinder(DuplicateRule rule)
{
    private readonly HammingIndex _byLook = new(rule.DifferenceBits);
    private readonly List<NearHash> _near = [];
    private readonly List<Duplicate> _found = [];
    private ImagePrint[] _images = new ImagePrint[16];
    private int[] _looks = new int[16];
    private PrintTable? _byContent;
    private PrintTable? _byUrl;
    private int _count;
    private int _judged;

    /// <summary>Judges all kept images of a job at once.</summary>
    /// <param name="images">The images, in any order.</param>
    /// <param name="rule">When two count as the same.</param>
    /// <returns>Those to drop, each with the one that is kept for it, by slot.</returns>
    public static IReadOnlyList<Duplicate> Find(IEnumerable<ImagePrint> images, DuplicateRule rule)
    {
        ArgumentNullException.ThrowIfNull(images);
        var finder = new DuplicateFinder(rule);
        foreach (var image in images)
            finder.Add(image);
        finder.Judge(int.MaxValue);
        return finder.Found();
    }

    /// <summary>Takes an image; all are taken before the first is judged.</summary>
    /// <param name="image">The image.</param>
    /// <exception cref="InvalidOperationException">Some were judged already.</exception>
    public void Add(ImagePrint image)
    {
        if (_byContent is not null)
            throw new InvalidOperationException("All images are taken before the first is judged.");
        // Small steps: twice as much would be free for a while.
        if (_count == _images.Length)
            Array.Resize(ref _images, _count + (_count >> 2) + 16);
        _images[_count++] = image;
    }

    /// <summary>Judges some more images, so that the caller can do other things in between.</summary>
    /// <param name="images">How many at the most.</param>
    /// <returns>Whether there are more.</returns>
    public bool Judge(int images)
    {
        if (_byContent is null)
            Begin();
        for (var end = (int)Math.Min(_count, _judged + (long)images); _judged < end; _judged++)
        {
            if (TwinOf(_images[_judged]) is { } duplicate)
                _found.Add(duplicate);
            else
                Keep(_judged);
        }

        return _judged < _count;
    }

    /// <summary>What was found so far.</summary>
    /// <returns>Those to drop, each with the one that is kept for it, by slot.</returns>
    public IReadOnlyList<Duplicate> Found()
    {
        _found.Sort(static (one, other) => one.Place.CompareTo(other.Place));
        return _found;
    }

    private void Begin()
    {
        _images.AsSpan(0, _count).Sort(static (one, other) =>
            one.Pixels != other.Pixels ? other.Pixels.CompareTo(one.Pixels) : one.Place.CompareTo(other.Place));
        (_byContent, _byUrl) = (new PrintTable(_count), new PrintTable(_count));
    }

    private void Keep(int number)
    {
        ref readonly var image = ref _images[number];
        _byContent!.Add((ulong)image.Content, number);
        if (image.Url is { } url)
            _byUrl!.Add(url, number);
        if (!rule.ByLook || image.Look is not { } look)
            return;
        var id = _byLook.Add(look.Difference);
        if (id == _looks.Length)
            Array.Resize(ref _looks, id + (id >> 2) + 16);
        _looks[id] = number;
    }

    private Duplicate? TwinOf(ImagePrint image)
    {
        if (image.Url is { } url && _byUrl!.Find(url, number => _images[number].Url == url) is >= 0 and var sameUrl)
            return new Duplicate(image.Place, _images[sameUrl].Place, DuplicateKind.Url, 0);
        if (_byContent!.Find((ulong)image.Content, number => _images[number].Content == image.Content) is >= 0 and var sameContent)
            return new Duplicate(image.Place, _images[sameContent].Place, DuplicateKind.Exact, 0);
        if (!rule.ByLook || image.Look is not { } look)
            return null;
        _byLook.FindNear(look.Difference, _near);
        foreach (var near in _near)
        {
            ref readonly var twin = ref _images[_looks[near.Id]];
            if (BitOperations.PopCount(twin.Look!.Value.Frequency ^ look.Frequency) <= rule.FrequencyBits)
                return new Duplicate(image.Place, twin.Place, DuplicateKind.Near, near.DistanceBits);
        }

        return null;
    }
}
