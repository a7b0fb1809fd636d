using System.Text;

namespace PixCrawler.ActorEngine.Tests.Persistence.Compliance;

/// <summary>What a journal does besides that turns events into bytes.</summary>
public abstract class SqlJournalCompliance : JournalCompliance
{
    [Fact]
    public async Task Write_WhenABatchCannotBeSerialized_RejectsItWholeAndStoresTheOthers()
    {
        var rejections = await Journal.WriteAsync([Batch("p", 1, "a"), Batch("p", 2, "b", "poison"), Batch("p", 4, "d")]);

        rejections.ShouldNotBeNull().Select(rejection => rejection?.Message).ShouldBe([null, "poison", null]);
        (await Read("p")).ShouldBe([new(1, "a"), new(4, "d")]);
    }

    [Fact]
    public async Task Write_WhenNoSerializerIsBound_RejectsAndNamesTheType()
    {
        var rejections = await Write("p", 1, 17);

        rejections.ShouldNotBeNull().Single()!.Message.ShouldContain("System.Int32");
        (await Read("p")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Entries_Always_AreWhatIsStored()
    {
        await Write("p", 1, "a", "b", "c");

        var entries = await Store.Catalog!.ReadEntriesAsync("p", 2, 10);

        entries.Select(entry => (entry.PersistenceId, entry.SequenceNr, entry.SerializerId, entry.Manifest, Encoding.UTF8.GetString(entry.Payload.Span)))
            .ShouldBe([("p", 2, 7777, "text.v1", "b"), ("p", 3, 7777, "text.v1", "c")]);
        entries[0].Timestamp.ShouldBe(new DateTime(2026, 11, 2, 3, 4, 5, DateTimeKind.Utc));
    }

    [Fact]
    public async Task PersistenceIds_Always_AreInOrdinalOrderPageByPage()
    {
        foreach (var id in new[] { "job-b", "job-a", "chunk-a-1", "job-B", "job_c", "job-ä", "jobs" }) await Write(id, 1, "a", "b");
        await Journal.DeleteToAsync("job-a", 2);

        (await Ids("job-")).ShouldBe(["job-B", "job-a", "job-b", "job-ä"]);
        (await Ids("")).Count.ShouldBe(7);
        (await Ids("job-", after: "job-B", max: 2)).ShouldBe(["job-a", "job-b"]);
        (await Ids("nobody")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Dispose_WhenWritesWait_StoresThemFirstAndRefusesLaterOnes()
    {
        var writes = Enumerable.Range(0, 100).Select(i => Write($"p{i}", 1, "a")).ToArray();
        ((IDisposable)Journal).Dispose();

        await Task.WhenAll(writes);
        await Should.ThrowAsync<ObjectDisposedException>(() => Write("late", 1, "a"));
    }

    private async Task<IReadOnlyList<string>> Ids(string prefix, string after = "", int max = 100) =>
        await Store.Catalog!.ReadPersistenceIdsAsync(prefix, after, max);
}
