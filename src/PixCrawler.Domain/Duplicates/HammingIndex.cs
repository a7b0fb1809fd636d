using System.Numerics;

namespace PixCrawler.Domain.Duplicates;

/// <summary>An entry of an index that lies near a hash that was asked for.</summary>
/// <param name="Id">Its number, from 0, in the order in which hashes were added.</param>
/// <param name="DistanceBits">Bits in which the two hashes differ.</param>
public readonly record struct NearHash(int Id, int DistanceBits);

/// <summary>
/// Finds, among 64-bit perceptual hashes, those that differ from a given one in few bits. Multi-index hashing: each hash is filed under
/// each of its four 16-bit quarters; two hashes within the radius must agree, but for a quarter of the radius, in at least one quarter,
/// so only few shelves have to be looked at. Answers are exact. Not safe for use by several threads at once.
/// </summary>
/// <remarks>Source: Norouzi, Punjani, Fleet, "Fast Search in Hamming Space with Multi-Index Hashing", CVPR 2012.</remarks>
public sealed class HammingIndex
{
    /// <summary>The largest radius, in bits: beyond it looking at every hash would be as fast.</summary>
    public const int MaxRadiusBits = 11;

    private const int Quarters = 4;
    private const int QuarterBits = 16;

    private static readonly ushort[] Masks = MakeMasks();
    private static readonly int[] MasksWithin = [1, 1 + QuarterBits, Masks.Length];

    private readonly HashShelves[] _quarters = [new(), new(), new(), new()];
    private ulong[] _hashes = new ulong[16];

    /// <summary>Creates an empty index.</summary>
    /// <param name="radiusBits">Bits in which two hashes may differ to be near: 0 to <see cref="MaxRadiusBits"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The radius is out of its range.</exception>
    public HammingIndex(int radiusBits)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(radiusBits);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(radiusBits, MaxRadiusBits);
        RadiusBits = radiusBits;
    }

    /// <summary>Bits in which two hashes may differ to be near.</summary>
    public int RadiusBits { get; }

    /// <summary>Hashes in the index.</summary>
    public int Count { get; private set; }

    /// <summary>The hash that was added under a number.</summary>
    /// <param name="id">The number.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is none.</exception>
    public ulong this[int id]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(id);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(id, Count);
            return _hashes[id];
        }
    }

    /// <summary>Adds a hash, also when it is there already.</summary>
    /// <param name="hash">The hash.</param>
    /// <returns>Its number: 0 for the first, one more for each.</returns>
    public int Add(ulong hash)
    {
        if (Count == _hashes.Length)
            Array.Resize(ref _hashes, Count + (Count >> 2) + 16);
        _hashes[Count] = hash;
        for (var quarter = 0; quarter < Quarters; quarter++)
        {
            var turned = Turn(hash, quarter);
            _quarters[quarter].Add((ushort)turned, (uint)(turned >> QuarterBits), Count);
        }

        return Count++;
    }

    /// <summary>Gives every entry within the radius to <paramref name="found"/>, nearest first, the earlier one first among equals.</summary>
    /// <param name="hash">The hash to look for.</param>
    /// <param name="found">Is cleared and filled.</param>
    public void FindNear(ulong hash, List<NearHash> found)
    {
        ArgumentNullException.ThrowIfNull(found);
        found.Clear();
        for (var quarter = 0; quarter < Quarters; quarter++)
        {
            var masks = MasksOf(quarter);
            var turned = Turn(hash, quarter);
            var (key, rest) = ((ushort)turned, (uint)(turned >> QuarterBits));
            for (var at = 0; at < masks; at++)
                Look(quarter, (ushort)(key ^ Masks[at]), rest, hash, found);
        }

        found.Sort(static (one, other) =>
            one.DistanceBits != other.DistanceBits ? one.DistanceBits.CompareTo(other.DistanceBits) : one.Id.CompareTo(other.Id));
    }

    private void Look(int quarter, ushort shelf, uint rest, ulong hash, List<NearHash> found)
    {
        foreach (ref readonly var entry in _quarters[quarter][shelf])
        {
            if (BitOperations.PopCount(entry.Rest ^ rest) > RadiusBits)
                continue;
            var difference = _hashes[entry.Id] ^ hash;
            var distance = BitOperations.PopCount(difference);
            // Found in several quarters, it is told of in the first.
            if (distance <= RadiusBits && !IsFoundBefore(difference, quarter))
                found.Add(new NearHash(entry.Id, distance));
        }
    }

    private bool IsFoundBefore(ulong difference, int quarter)
    {
        for (var earlier = 0; earlier < quarter; earlier++)
        {
            if (BitOperations.PopCount((ulong)(ushort)Turn(difference, earlier)) <= ReachOf(earlier))
                return true;
        }

        return false;
    }

    // Radius 4a+b: were each of the quarters 0 to b more than a bits away and each of the others more than a-1, the sum would exceed it.
    private int ReachOf(int quarter) => RadiusBits / Quarters - (quarter <= RadiusBits % Quarters ? 0 : 1);

    private int MasksOf(int quarter) => ReachOf(quarter) is var reach and >= 0 ? MasksWithin[reach] : 0;

    private static ulong Turn(ulong hash, int quarter) => BitOperations.RotateRight(hash, quarter * QuarterBits);

    // First no bit, then each single one, then each pair.
    private static ushort[] MakeMasks()
    {
        var single = Enumerable.Range(0, QuarterBits).Select(bit => (ushort)(1 << bit)).ToArray();
        return
        [
            0, .. single,
            .. single.SelectMany((bit, at) => single.Skip(at + 1).Select(other => (ushort)(bit | other))),
        ];
    }
}
