using PixCrawler.Contracts.Chunks;
using PixCrawler.Domain.Duplicates;

namespace PixCrawler.Domain.Tests.Duplicates;

public sealed class DuplicateFinderTests
{
    private static readonly DuplicateRule Rule = new(DifferenceBits: 4, FrequencyBits: 6);

    [Fact]
    public void Find_WhenBytesAreEqual_KeepsTheEarliestSlotAndNamesItAsTheTwin() => DuplicateFinder
        .Find([Print(2, content: 9), Print(0, content: 9), Print(1, content: 8)], Rule)
        .ShouldBe([new Duplicate(new SlotPlace(0, 2), new SlotPlace(0, 0), DuplicateKind.Exact, 0)]);

    [Fact]
    public void Find_WhenOneIsLarger_KeepsItThoughItsSlotIsLater() => DuplicateFinder
        .Find([Print(0, content: 1, pixels: 100, look: (0, 0)), Print(1, content: 2, pixels: 400, look: (0b11, 0b1))], Rule)
        .ShouldBe([new Duplicate(new SlotPlace(0, 0), new SlotPlace(0, 1), DuplicateKind.Near, 2)]);

    [Theory]
    [InlineData(0b1111UL, 0b111111UL, 1)]
    [InlineData(0b11111UL, 0b111111UL, 0)]
    [InlineData(0b1111UL, 0b1111111UL, 0)]
    public void Find_AtTheLimitOfEitherHash_FindsAndBeyondEitherDoesNot(ulong difference, ulong frequency, int found) => DuplicateFinder
        .Find([Print(0, content: 1, look: (0, 0)), Print(1, content: 2, look: (difference, frequency))], Rule)
        .Count.ShouldBe(found);

    [Fact]
    public void Find_WhenTheNearestByOneHashIsFarByTheOther_GoesOnToTheNextNearest() => DuplicateFinder
        .Find([Print(0, content: 1, pixels: 9, look: (0, ~0UL)), Print(1, content: 2, pixels: 8, look: (0b111, 0)), Print(2, content: 3, look: (0b1, 0))], Rule)
        .ShouldBe([new Duplicate(new SlotPlace(0, 2), new SlotPlace(0, 1), DuplicateKind.Near, 2)]);

    [Fact]
    public void Find_WhenUrlsAreEqual_NamesTheUrlWhateverTheBytesAre() => DuplicateFinder
        .Find([Print(0, content: 1) with { Url = 7 }, Print(1, content: 2) with { Url = 7 }, Print(2, content: 2) with { Url = 8 }], Rule)
        .ShouldBe([new Duplicate(new SlotPlace(0, 1), new SlotPlace(0, 0), DuplicateKind.Url, 0)]);

    [Fact]
    public void Find_WhenDuplicatesAreLeftOut_FindsNothingMore()
    {
        var random = new Random(7);
        var images = Enumerable.Range(0, 500).Select(slot => Print(
            slot, content: random.Next(400), pixels: random.Next(1, 4), look: ((ulong)random.Next(1 << 9), (ulong)random.Next(1 << 9)))).ToArray();
        var dropped = DuplicateFinder.Find([.. images], Rule).Select(duplicate => duplicate.Place).ToHashSet();

        dropped.ShouldNotBeEmpty();
        DuplicateFinder.Find([.. images.Where(image => !dropped.Contains(image.Place))], Rule).ShouldBeEmpty();
        var half = dropped.Take(dropped.Count / 2).ToHashSet();
        DuplicateFinder.Find([.. images.Where(image => !half.Contains(image.Place))], Rule).Select(duplicate => duplicate.Place).ShouldBe(
            dropped.Except(half), ignoreOrder: true);
    }

    [Fact]
    public void Judge_InSmallSteps_FindsTheSame()
    {
        var random = new Random(8);
        var images = Enumerable.Range(0, 100).Select(slot => Print(slot, content: random.Next(60))).ToArray();
        var finder = new DuplicateFinder(Rule);
        foreach (var image in images)
            finder.Add(image);
        while (finder.Judge(7))
            finder.Found().Count.ShouldBeLessThan(100);

        finder.Found().ShouldBe(DuplicateFinder.Find([.. images], Rule));
        Should.Throw<InvalidOperationException>(() => finder.Add(images[0]));
    }

    /// <summary>A million images are a few dozen megabytes: this is held for each of them.</summary>
    [Fact]
    public void ImagePrint_Always_Takes56Bytes() => System.Runtime.CompilerServices.Unsafe.SizeOf<ImagePrint>().ShouldBe(56);

    [Fact]
    public void Find_WhenKeysCollide_TellsImagesApartByTheWhole()
    {
        var images = Enumerable.Range(0, 200).Select(slot => new ImagePrint(new SlotPlace(0, slot), new UInt128((ulong)(slot / 2), 7), 1)
        {
            Url = (ulong)slot << 32,
        });

        DuplicateFinder.Find(images, Rule).Select(duplicate => (duplicate.Place.Slot, duplicate.Twin.Slot, duplicate.Kind))
            .ShouldBe(Enumerable.Range(0, 100).Select(pair => (2 * pair + 1, 2 * pair, DuplicateKind.Exact)));
    }

    [Fact]
    public void Find_WhenLooksDoNotCountOrAreNotKnown_ComparesBytesAlone()
    {
        DuplicateFinder.Find([Print(0, content: 1, look: (0, 0)), Print(1, content: 2, look: (0, 0))], Rule with { ByLook = false }).ShouldBeEmpty();
        DuplicateFinder.Find([Print(0, content: 1), Print(1, content: 2), Print(2, content: 2)], Rule).Count.ShouldBe(1);
    }

    [Fact]
    public void Find_InWhateverOrderImagesArrived_KeepsTheSameOnes()
    {
        var random = new Random(5);
        var images = Enumerable.Range(0, 400).Select(slot => Print(
            slot, content: random.Next(300), pixels: random.Next(1, 4), look: ((ulong)random.Next(1 << 9), (ulong)random.Next(1 << 9)))).ToArray();
        var first = DuplicateFinder.Find([.. images], Rule);
        for (var round = 0; round < 20; round++)
        {
            random.Shuffle(images);
            DuplicateFinder.Find([.. images], Rule).ShouldBe(first);
        }
    }

    [Fact]
    public void Find_NeverNamesATwinThatIsItselfDropped()
    {
        var random = new Random(6);
        var duplicates = DuplicateFinder.Find(
            [.. Enumerable.Range(0, 2000).Select(slot => Print(slot, content: slot, look: ((ulong)random.Next(1 << 12), 0)))], Rule);

        duplicates.ShouldNotBeEmpty();
        duplicates.Select(duplicate => duplicate.Twin).Intersect(duplicates.Select(duplicate => duplicate.Place)).ShouldBeEmpty();
    }

    private static ImagePrint Print(int slot, int content, long pixels = 1, (ulong Difference, ulong Frequency)? look = null) =>
        new(new SlotPlace(0, slot), (UInt128)content, pixels)
        {
            Look = look is { } hashes ? new PerceptualHash(hashes.Difference, hashes.Frequency) : null,
        };
}
