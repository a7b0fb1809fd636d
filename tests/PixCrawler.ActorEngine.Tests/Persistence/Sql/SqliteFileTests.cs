using Akka.Actor;
using Akka.Persistence.Journals;
using Akka.Persistence.Sql;
using Microsoft.Data.Sqlite;
using PixCrawler.ActorEngine.Tests.Persistence.Compliance;

namespace PixCrawler.ActorEngine.Tests.Persistence.Sql;

/// <summary>What a user can do to a journal's file, and what they are told.</summary>
public sealed class SqliteFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pixcrawler-journal-").FullName;

    private string File => Path.Combine(_folder, "journal.db");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Open_WhenTheFileIsThere_GoesOnWithIt()
    {
        await using (var first = OpenStore()) await Write(first, 1, "a", "b");
        await using var second = OpenStore();

        (await second.Journal.ReadAsync("p", 1, 9, 9)).ShouldBe([new(1, "a"), new(2, "b")]);
        await Write(second, 3, "c");
    }

    [Fact]
    public async Task Dispose_Always_LeavesTheOneFile()
    {
        await using (var store = OpenStore()) await Write(store, 1, "a");

        Directory.GetFiles(_folder).ShouldBe([File]);
    }

    [Fact]
    public async Task Write_WhenAnotherHasWrittenTheNumber_IsRefused()
    {
        await using var mine = OpenStore();
        await using var theirs = OpenStore();
        await Write(mine, 1, "mine");

        await Should.ThrowAsync<SequenceNrInUseException>(() => Write(theirs, 1, "theirs"));
        await Write(theirs, 2, "theirs");
        await Should.ThrowAsync<SequenceNrInUseException>(() => Write(mine, 2, "mine"));
    }

    [Fact]
    public async Task JournalMode_Always_IsTheWriteAheadLog()
    {
        await using var store = OpenStore();
        await using var connection = new SqliteConnection($"Data Source={File}");
        connection.Open();
        await using var mode = connection.CreateCommand();
        mode.CommandText = "PRAGMA journal_mode";
        mode.ExecuteScalar().ShouldBe("wal");
    }

    [Fact]
    public void Open_WhenTheFolderIsMissing_SaysToCreateIt() =>
        Opening($"Data Source={_folder}/missing/journal.db").ShouldContain("create it");

    [Theory]
    [InlineData("Data Source=:memory:")]
    [InlineData("Data Source=x;Mode=Memory")]
    [InlineData("")]
    public void Open_WhenNoFileIsNamed_SaysHow(string connectionString) => Opening(connectionString).ShouldContain("Data Source=/path");

    [Fact]
    public void Open_WhenTheConnectionStringIsNone_SaysSo() => Opening("Host=somewhere").ShouldContain("connection string");

    [Fact]
    public void Open_WhenItIsAFolder_SaysThatItMustBeAFile()
    {
        Directory.CreateDirectory(File);
        Opening().ShouldContain("check that it is a file");
    }

    [Fact]
    public void Open_WhenItIsNoDatabase_SaysThatItIsDamaged()
    {
        System.IO.File.WriteAllBytes(File, [.. Enumerable.Range(0, 9000).Select(i => (byte)(i * 7))]);
        Opening().ShouldContain("damaged or not a journal");
    }

    [Fact]
    public async Task Open_WhenItsPagesAreDamaged_SaysThatItIsDamaged()
    {
        await using (var store = OpenStore())
            for (var i = 1; i <= 200; i++) await Write(store, i, new string('x', 500));
        await using (var file = System.IO.File.OpenWrite(File))
        {
            file.Position = 4096;
            await file.WriteAsync(new byte[20 * 4096]);
        }

        Opening().ShouldContain("damaged or not a journal");
    }

    [Fact]
    public async Task Open_WhenItIsReadOnly_SaysToGiveTheRight()
    {
        await using (var store = OpenStore()) await Write(store, 1, "a");

        Opening($"Data Source={File};Mode=ReadOnly").ShouldContain("is read-only");
    }

    [Fact]
    public async Task Open_WhenANewerVersionWroteIt_SaysToUseThat()
    {
        await using (var connection = new SqliteConnection($"Data Source={File};Pooling=False"))
        {
            connection.Open();
            await using var version = connection.CreateCommand();
            version.CommandText = "PRAGMA user_version = 2";
            version.ExecuteNonQuery();
        }

        Opening().ShouldContain("newer version");
    }

    [Fact]
    public async Task OpenCatalog_WhenTheFileIsMissing_SaysSoAndCreatesNone()
    {
        Should.Throw<SqlJournalException>(() => SqlPersistence.OpenCatalog($"Data Source={File}", "SQLite.MS")).Message.ShouldContain("does not exist");
        System.IO.File.Exists(File).ShouldBeFalse();

        await using (var store = OpenStore()) await Write(store, 1, "a");
        using var catalog = SqlPersistence.OpenCatalog($"Data Source={File}", "SQLite.MS");
        (await catalog.ReadPersistenceIdsAsync("", "", 10)).ShouldBe(["p"]);
    }

    [Fact]
    public async Task Write_WhenAnotherProcessHoldsTheLock_FailsAndIsNotRepeated()
    {
        await using var store = OpenStore();
        await Write(store, 1, "a");
        await using (var other = new SqliteConnection($"Data Source={File};Pooling=False"))
        {
            other.Open();
            await using var transaction = other.BeginTransaction(deferred: false);
            var failed = await Should.ThrowAsync<SqlJournalException>(() => Write(store, 2, "b"));
            failed.Message.ShouldContain("locked by another process");
            failed.ErrorCode.ShouldBe(5);
        }

        (await store.Journal.ReadHighestSequenceNrAsync("p")).ShouldBe(1);
        await Write(store, 2, "b again");
    }

    private static Task Write(SqlStore store, long first, params object[] events) =>
        store.Journal.WriteAsync([new EventBatch("p", "writer", first, events, DateTimeOffset.UnixEpoch)]).AsTask();

    private SqlStore OpenStore() => new($"Data Source={File}", "SQLite.MS");

    private string Opening(string? connectionString = null)
    {
        using var system = ActorSystem.Create("opening");
        return Should.Throw<SqlJournalException>(() => SqlPersistence.Open(system, connectionString ?? $"Data Source={File}", "SQLite.MS")).Message;
    }
}
