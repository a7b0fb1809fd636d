using Akka.Persistence.Journals;

namespace PixCrawler.ActorEngine.Tests.Persistence.Compliance;

/// <summary>What every journal does.</summary>
public abstract class JournalCompliance : IAsyncLifetime
{
    private static readonly DateTimeOffset At = new(2026, 11, 2, 3, 4, 5, TimeSpan.Zero);

    protected IStore Store { get; private set; } = null!;

    private protected IEventJournal Journal => Store.Journal;

    public async Task InitializeAsync() => Store = await OpenAsync();

    public async Task DisposeAsync() => await Store.DisposeAsync();

    [Fact]
    public async Task Read_AfterWrites_GivesTheEventsInOrder()
    {
        (await Write("p", 1, "a", "b")).ShouldBeNull();
        (await Write("p", 3, "c")).ShouldBeNull();

        (await Read("p")).ShouldBe([new(1, "a"), new(2, "b"), new(3, "c")]);
        (await Journal.ReadHighestSequenceNrAsync("p")).ShouldBe(3);
    }

    [Fact]
    public async Task Read_WhenLimited_StartsAndEndsInsideBatches()
    {
        await Write("p", 1, "a", "b", "c");
        await Write("p", 5, "e", "f");

        (await Read("p", 2, 5)).ShouldBe([new(2, "b"), new(3, "c"), new(5, "e")]);
        (await Read("p", 2, 6, max: 2)).ShouldBe([new(2, "b"), new(3, "c")]);
        (await Read("p", 4, 6)).ShouldBe([new(5, "e"), new(6, "f")]);
        (await Read("p", 7)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Read_WhenTheIdIsUnknown_GivesNothing()
    {
        await Write("p", 1, "a");

        (await Read("q")).ShouldBeEmpty();
        (await Journal.ReadHighestSequenceNrAsync("q")).ShouldBe(0);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a'b\"c\\d%_;--")]
    [InlineData("Köln \U0001F600 \t\n")]
    public async Task Read_WhenTextsAreUnusual_GivesThemBack(string text)
    {
        await Write("id " + text, 1, text);

        (await Read("id " + text)).ShouldBe([new(1, text)]);
    }

    [Fact]
    public async Task Write_WhenTheSequenceNumberIsUsed_IsRefusedAndChangesNothing()
    {
        await Write("p", 1, "a", "b");

        var refused = await Should.ThrowAsync<SequenceNrInUseException>(() => Write("p", 2, "x", "y"));

        refused.PersistenceId.ShouldBe("p");
        refused.Message.ShouldContain("two incarnations");
        (await Read("p")).ShouldBe([new(1, "a"), new(2, "b")]);
    }

    [Fact]
    public async Task Write_WhenSeveralBatchesAreGiven_StoresAllInOrder()
    {
        var written = await Journal.WriteAsync([Batch("p", 1, "a"), Batch("p", 2, "b", "c"), Batch("p", 7, "g")]);

        written.ShouldBeNull();
        (await Read("p")).ShouldBe([new(1, "a"), new(2, "b"), new(3, "c"), new(7, "g")]);
    }

    [Fact]
    public async Task Write_WhenManyWriteAtOnce_StoresEachOfThem()
    {
        var writes = Enumerable.Range(0, 400).Select(i => Write($"p{i % 40}", 1 + (i / 40 * 3), $"{i}a", $"{i}b", $"{i}c"));
        await Task.WhenAll(writes);

        foreach (var id in Enumerable.Range(0, 40))
        {
            (await Read($"p{id}")).Select(stored => stored.SequenceNr).ShouldBe(Enumerable.Range(1, 30).Select(nr => (long)nr));
            (await Journal.ReadHighestSequenceNrAsync($"p{id}")).ShouldBe(30);
        }
    }

    [Fact]
    public async Task Write_WhenOneOfManyAtOnceIsRefused_StoresTheOthers()
    {
        await Write("p3", 1, "first");

        var refused = 0;
        await Task.WhenAll(Enumerable.Range(0, 20).Select(async i =>
        {
            try
            {
                await Write($"p{i}", 1, "second", "third");
            }
            catch (SequenceNrInUseException)
            {
                Interlocked.Increment(ref refused);
            }
        }));

        refused.ShouldBe(1);
        (await Read("p3")).ShouldBe([new(1, "first")]);
        foreach (var i in Enumerable.Range(0, 20).Where(i => i != 3)) (await Read($"p{i}")).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Write_WhenTwoIncarnationsRace_OneOfThemWins()
    {
        for (var round = 0; round < 20; round++)
        {
            var first = 1 + (round * 2);
            var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(async writer =>
            {
                try
                {
                    await Journal.WriteAsync([new EventBatch("p", $"writer-{writer}", first, [$"{writer}", $"{writer}"], At)]);
                    return $"{writer}";
                }
                catch (SequenceNrInUseException)
                {
                    return null;
                }
            }));

            var winner = outcomes.Single(outcome => outcome is not null)!;
            (await Read("p", first)).ShouldBe([new(first, winner), new(first + 1, winner)]);
        }
    }

    [Fact]
    public async Task ReadHighest_RightAfterAWriteWasGiven_KnowsIt()
    {
        var writing = Write("p", 1, [.. Enumerable.Range(0, 500).Select(i => $"{i}")]);

        (await Journal.ReadHighestSequenceNrAsync("p")).ShouldBe(500);
        await writing;
    }

    [Fact]
    public async Task DeleteTo_WhenInsideABatch_KeepsTheRestAndTheHighestSequenceNumber()
    {
        await Write("p", 1, "a", "b", "c");
        await Write("p", 4, "d");
        await Write("q", 1, "other");

        await Journal.DeleteToAsync("p", 2);
        (await Read("p")).ShouldBe([new(3, "c"), new(4, "d")]);

        await Journal.DeleteToAsync("p", 1);
        (await Read("p")).ShouldBe([new(3, "c"), new(4, "d")]);

        await Journal.DeleteToAsync("p", long.MaxValue);
        (await Read("p")).ShouldBeEmpty();
        (await Journal.ReadHighestSequenceNrAsync("p")).ShouldBe(4);
        (await Read("q")).ShouldBe([new(1, "other")]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public async Task Write_WhenTheSequenceNumberWasDeleted_IsRefused(int sequenceNr)
    {
        await Write("p", 1, "a", "b", "c", "d");
        await Journal.DeleteToAsync("p", long.MaxValue);

        await Should.ThrowAsync<SequenceNrInUseException>(() => Write("p", sequenceNr, "again"));
        await Write("p", 5, "e");
        (await Read("p")).ShouldBe([new(5, "e")]);
    }

    [Fact]
    public async Task DeleteTo_WhenTheIdIsUnknown_DoesNothing()
    {
        await Journal.DeleteToAsync("p", 9);

        (await Journal.ReadHighestSequenceNrAsync("p")).ShouldBe(0);
    }

    protected abstract Task<IStore> OpenAsync();

    private protected static EventBatch Batch(string id, long firstSequenceNr, params object[] events) => new(id, "writer", firstSequenceNr, events, At);

    private protected async Task<IReadOnlyList<Exception?>?> Write(string id, long firstSequenceNr, params object[] events) =>
        await Journal.WriteAsync([Batch(id, firstSequenceNr, events)]);

    private protected async Task<IReadOnlyList<StoredEvent>> Read(string id, long from = 1, long to = long.MaxValue, int max = 1000) =>
        await Journal.ReadAsync(id, from, to, max);
}
