namespace PixCrawler.ActorEngine.Tests.Persistence.Compliance;

public sealed class SqliteJournalComplianceTests : SqlJournalCompliance
{
    protected override Task<IStore> OpenAsync() => Task.FromResult<IStore>(SqliteFolder.OpenNew());
}

public sealed class SqliteSnapshotComplianceTests : SnapshotCompliance
{
    protected override Task<IStore> OpenAsync() => Task.FromResult<IStore>(SqliteFolder.OpenNew());
}

internal static class SqliteFolder
{
    public static SqlStore OpenNew()
    {
        var folder = Directory.CreateTempSubdirectory("pixcrawler-journal-").FullName;
        return new SqlStore($"Data Source={folder}/journal.db", "SQLite.MS", cleanUp: () =>
        {
            Directory.Delete(folder, recursive: true);
            return default;
        });
    }
}
