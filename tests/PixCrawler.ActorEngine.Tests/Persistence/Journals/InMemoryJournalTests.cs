using System.Runtime.CompilerServices;
using Akka.Persistence.Journals;

namespace PixCrawler.ActorEngine.Tests.Persistence.Journals;

public sealed class InMemoryJournalTests
{
    private readonly InMemoryJournal _journal = new();

    [Fact]
    public async Task Write_WhenTheSequenceNumberIsUsed_IsRefusedAndChangesNothing()
    {
        await Write(1, "a", "b");

        var refused = await Should.ThrowAsync<SequenceNrInUseException>(() => Write(2, "x"));

        refused.PersistenceId.ShouldBe("p");
        refused.Message.ShouldContain("two incarnations");
        (await Read(1, long.MaxValue)).ShouldBe([new(1, "a"), new(2, "b")]);
    }

    [Fact]
    public async Task Read_WhenLimited_StartsAndEndsInsideBatches()
    {
        await Write(1, "a", "b", "c");
        await Write(5, "e", "f");

        (await Read(2, 5)).ShouldBe([new(2, "b"), new(3, "c"), new(5, "e")]);
        (await Read(2, 6, max: 2)).ShouldBe([new(2, "b"), new(3, "c")]);
        (await Read(4, 6)).ShouldBe([new(5, "e"), new(6, "f")]);
        (await Read(7, long.MaxValue)).ShouldBeEmpty();
        (await _journal.ReadAsync("unknown", 1, 9, 9)).ShouldBeEmpty();
    }

    [Fact]
    public async Task DeleteTo_WhenInsideABatch_KeepsTheRestAndTheHighestSequenceNumber()
    {
        await Write(1, "a", "b", "c");
        await Write(4, "d");

        await _journal.DeleteToAsync("p", 2);
        (await Read(1, long.MaxValue)).ShouldBe([new(3, "c"), new(4, "d")]);
        _journal.EventCount.ShouldBe(2);

        await _journal.DeleteToAsync("p", long.MaxValue);
        (await Read(1, long.MaxValue)).ShouldBeEmpty();
        (await _journal.ReadHighestSequenceNrAsync("p")).ShouldBe(4);
        await Should.ThrowAsync<SequenceNrInUseException>(() => Write(4, "again"));
    }

    [Fact]
    public async Task DeleteTo_WhenEventsAreGone_FreesTheirMemory()
    {
        var (deleted, kept) = await WriteTwo();

        await _journal.DeleteToAsync("p", 1);
        GC.Collect();

        deleted.IsAlive.ShouldBeFalse();
        kept.IsAlive.ShouldBeTrue();
        _journal.EventCount.ShouldBe(1);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private async Task<(WeakReference Deleted, WeakReference Kept)> WriteTwo()
    {
        var (first, second) = (new object(), new object());
        await Write(1, first, second);
        return (new WeakReference(first), new WeakReference(second));
    }

    private Task Write(long firstSequenceNr, params object[] events) =>
        _journal.WriteAsync([new EventBatch("p", "writer", firstSequenceNr, events, DateTimeOffset.UnixEpoch)]).AsTask();

    private async Task<IReadOnlyList<StoredEvent>> Read(long from, long to, int max = 100) => await _journal.ReadAsync("p", from, to, max);
}
