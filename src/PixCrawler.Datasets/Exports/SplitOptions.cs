using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;

namespace PixCrawler.Datasets.Exports;

/// <summary>The sets of a split.</summary>
[JsonConverter(typeof(CamelCaseEnum<DatasetSplit>))]
public enum DatasetSplit
{
    /// <summary>To learn from.</summary>
    Train,

    /// <summary>To choose by while learning.</summary>
    Val,

    /// <summary>To judge by at the end.</summary>
    Test,
}

/// <summary>
/// Divides samples into sets by a hash of the seed and of what must stay together. Neither the order nor the number of samples counts,
/// so a sample stays in its set when others are added, and a group is never divided.
/// </summary>
/// <param name="Train">The share of the training set, 0 to 1.</param>
/// <param name="Val">The share of the validation set, 0 to 1.</param>
/// <param name="Test">The share of the test set, 0 to 1; the three add up to 1.</param>
/// <param name="Seed">Another seed gives another division.</param>
public sealed record SplitOptions(double Train = 0.8, double Val = 0.1, double Test = 0.1, string Seed = "0")
{
    private const double Tolerance = 1e-9;

    /// <summary>Whether the shares can be used.</summary>
    /// <returns>Whether each is from 0 to 1 and they add up to 1.</returns>
    public bool IsValid() => Train is >= 0 and <= 1 && Val is >= 0 and <= 1 && Test is >= 0 and <= 1
        && Math.Abs(Train + Val + Test - 1) < Tolerance;

    /// <summary>Says which set a group belongs to.</summary>
    /// <param name="group">What must stay together: the hash of an image, or the name of its cluster of duplicates.</param>
    /// <returns>Its set.</returns>
    public DatasetSplit Of(string group)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{Seed}\n{group}"), hash);
        var place = BinaryPrimitives.ReadUInt64BigEndian(hash) / (ulong.MaxValue + 1.0);
        if (place < Train)
            return DatasetSplit.Train;
        return place < Train + Val || Test <= 0 ? DatasetSplit.Val : DatasetSplit.Test;
    }
}
