using System.Numerics;
using PixCrawler.Domain.Duplicates;

namespace PixCrawler.Domain.Tests.Duplicates;

public sealed class HammingIndexTests
{
    public static TheoryData<int> Radii => [.. Enumerable.Range(0, HammingIndex.MaxRadiusBits + 1)];

    [Theory]
    [MemberData(nameof(Radii))]
    public void FindNear_OfAnyHash_GivesWhatALookAtEveryHashGives(int radius)
    {
        var random = new Random(radius);
        var index = new HammingIndex(radius);
        var hashes = new List<ulong>();
        for (var number = 0; number < 1200; number++)
        {
            // Clusters of near hashes, some of them equal, and strangers.
            var hash = number % 3 == 0 || hashes.Count == 0 ? (ulong)random.NextInt64() << 1 : Flip(hashes[random.Next(hashes.Count)], random.Next(16), random);
            index.Add(hash).ShouldBe(number);
            hashes.Add(hash);
        }

        var found = new List<NearHash>();
        for (var query = 0; query < 80; query++)
        {
            var hash = Flip(hashes[random.Next(hashes.Count)], random.Next(14), random);
            index.FindNear(hash, found);

            found.ShouldBe(hashes.Select((other, id) => new NearHash(id, BitOperations.PopCount(other ^ hash)))
                .Where(near => near.DistanceBits <= radius).OrderBy(near => near.DistanceBits).ThenBy(near => near.Id));
        }
    }

    [Theory]
    [MemberData(nameof(Radii))]
    public void FindNear_AtTheRadius_FindsAndOneBitBeyondDoesNot(int radius)
    {
        var random = new Random(radius);
        var found = new List<NearHash>();
        for (var round = 0; round < 60; round++)
        {
            var hash = (ulong)random.NextInt64();
            var index = new HammingIndex(radius);
            index.Add(Flip(hash, radius, random));
            index.Add(Flip(hash, radius + 1, random));

            index.FindNear(hash, found);

            found.ShouldBe([new NearHash(0, radius)]);
        }
    }

    [Fact]
    public void FindNear_WhenNothingIsThere_FindsNothing()
    {
        var found = new List<NearHash> { new(1, 1) };
        new HammingIndex(4).FindNear(0, found);

        found.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(HammingIndex.MaxRadiusBits + 1)]
    public void Index_WithARadiusOutOfItsRange_IsNotMade(int radius) =>
        Should.Throw<ArgumentOutOfRangeException>(() => new HammingIndex(radius));

    [Fact]
    public void Indexer_OfANumberThatIsNotThere_Throws()
    {
        var index = new HammingIndex(4);
        index.Add(7);

        index[0].ShouldBe(7UL);
        Should.Throw<ArgumentOutOfRangeException>(() => index[1]);
    }

    private static ulong Flip(ulong hash, int bits, Random random)
    {
        var places = Enumerable.Range(0, 64).ToArray();
        random.Shuffle(places);
        return places.Take(bits).Aggregate(hash, (flipped, place) => flipped ^ (1UL << place));
    }
}
