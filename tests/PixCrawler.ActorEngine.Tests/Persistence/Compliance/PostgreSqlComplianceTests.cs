using Npgsql;
using PixCrawler.TestDatabases;

namespace PixCrawler.ActorEngine.Tests.Persistence.Compliance;

/// <summary>One server for all tests that need one; each test has a schema of its own.</summary>
public sealed class PostgreSqlServer : IAsyncLifetime
{
    private PostgreSqlCluster _cluster = null!;
    private int _schemas;

    public string ConnectionString => _cluster.ConnectionString;

    public async Task InitializeAsync() => _cluster = await PostgreSqlCluster.StartAsync();

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    public async Task<string> CreateSchemaAsync()
    {
        var schema = $"schema \"{Interlocked.Increment(ref _schemas)}";
        await using var source = NpgsqlDataSource.Create(ConnectionString);
        await using var create = source.CreateCommand($"CREATE SCHEMA \"{schema.Replace("\"", "\"\"", StringComparison.Ordinal)}\"");
        await create.ExecuteNonQueryAsync();
        return schema;
    }

    internal async Task<IStore> OpenNewAsync() => new SqlStore(ConnectionString, "PostgreSQL.15", await CreateSchemaAsync());
}

[CollectionDefinition(nameof(PostgreSqlServer))]
public sealed class PostgreSqlCollection : ICollectionFixture<PostgreSqlServer>;

[Collection(nameof(PostgreSqlServer))]
public sealed class PostgreSqlJournalComplianceTests(PostgreSqlServer server) : SqlJournalCompliance
{
    protected override Task<IStore> OpenAsync() => server.OpenNewAsync();
}

[Collection(nameof(PostgreSqlServer))]
public sealed class PostgreSqlSnapshotComplianceTests(PostgreSqlServer server) : SnapshotCompliance
{
    protected override Task<IStore> OpenAsync() => server.OpenNewAsync();
}
