using System.Data.Common;
using Akka.Actor;
using Akka.Persistence;
using Akka.Persistence.Journals;
using Akka.Persistence.Sql;
using Npgsql;
using PixCrawler.ActorEngine.Tests.Persistence.Compliance;

namespace PixCrawler.ActorEngine.Tests.Persistence.Sql;

/// <summary>What a server does to its clients.</summary>
[Collection(nameof(PostgreSqlServer))]
public sealed class PostgreSqlFaultTests(PostgreSqlServer server) : IAsyncLifetime
{
    private string _schema = "";
    private SqlStore _store = null!;

    public async Task InitializeAsync()
    {
        _schema = (await server.CreateSchemaAsync()).Replace("\"", "\"\"", StringComparison.Ordinal);
        _store = new SqlStore(server.ConnectionString + $";Application Name={_schema[..8]}{_schema[10..]}", "PostgreSQL", _schema.Replace("\"\"", "\"", StringComparison.Ordinal));
    }

    public async Task DisposeAsync() => await _store.DisposeAsync();

    [Fact]
    public async Task Write_WhenItsConnectionWasEnded_FailsOnceAndThenGoesOn()
    {
        await Write(1, "a");
        await Run($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = '{_schema[..8]}{_schema[10..]}'");

        await Should.ThrowAsync<DbException>(() => Write(2, "b"));

        (await _store.Journal.ReadHighestSequenceNrAsync("p")).ShouldBe(1);
        await Write(2, "b again");
    }

    /// <summary>The server is lost while it commits: nobody knows the outcome, so the actor must fail and look, and nothing is sent twice.</summary>
    [Fact]
    public async Task Write_WhenTheServerIsLostAtTheCommit_FailsAndIsNotRepeated()
    {
        await Run(
            $"""
            CREATE FUNCTION "{_schema}".die() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); PERFORM pg_sleep(60); RETURN NULL; END $$;
            CREATE TABLE "{_schema}".deaths (number BIGINT);
            CREATE CONSTRAINT TRIGGER death AFTER INSERT ON "{_schema}".journal DEFERRABLE INITIALLY DEFERRED
                FOR EACH ROW WHEN (NEW.persistence_id = 'p') EXECUTE FUNCTION "{_schema}".die()
            """);

        var failed = await Should.ThrowAsync<DbException>(() => Write(1, "a"));

        (failed.SqlState is null or "57P01").ShouldBeTrue(failed.SqlState);
        (await _store.Journal.ReadHighestSequenceNrAsync("p")).ShouldBe(0);
        await Run($"DROP TRIGGER death ON \"{_schema}\".journal");
        await Write(1, "a again");
        (await _store.Journal.ReadAsync("p", 1, 9, 9)).ShouldBe([new(1, "a again")]);
    }

    [Fact]
    public async Task Open_WhenANewerVersionWroteIt_SaysToUseThat()
    {
        await Run($"COMMENT ON TABLE \"{_schema}\".journal IS 'pixcrawler journal schema 3'");

        Opening(server.ConnectionString).Message.ShouldContain("newer version");
    }

    [Fact]
    public async Task Open_OfSchema1_KeepsItsSnapshotsWithTheirTimes()
    {
        var time = new DateTime(2026, 11, 22, 15, 4, 5, DateTimeKind.Utc).AddTicks(1_234_560);
        await _store.Snapshots.SaveAsync(new SnapshotMetadata("p", 7, time), "state");
        await Run(
            $"""
            ALTER TABLE "{_schema}".snapshot ALTER COLUMN created TYPE TIMESTAMP
                USING to_timestamp((created - 621355968000000000) / 10000000.0) AT TIME ZONE 'UTC';
            COMMENT ON TABLE "{_schema}".journal IS 'pixcrawler journal schema 1'
            """);

        await using var again = new SqlStore(server.ConnectionString, "PostgreSQL", _schema.Replace("\"\"", "\"", StringComparison.Ordinal));

        (await again.Snapshots.LoadAsync("p", SnapshotSelectionCriteria.Latest)).ShouldNotBeNull().Metadata.Timestamp.ShouldBe(time);
    }

    [Fact]
    public async Task Open_WhenTablesAreMissingAndMustNotBeCreated_SaysSo()
    {
        await Run($"DROP TABLE \"{_schema}\".journal");

        Opening(server.ConnectionString, autoInitialize: false).Message.ShouldContain("autoInitialize");
    }

    [Fact]
    public async Task Open_WhenManyDoAtOnce_CreatesTheTablesOnce()
    {
        await Run($"DROP TABLE \"{_schema}\".journal");
        var schema = _schema.Replace("\"\"", "\"", StringComparison.Ordinal);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () => await new SqlStore(server.ConnectionString, "PostgreSQL", schema).DisposeAsync())));

        await Write(1, "a");
    }

    [Fact]
    public void Open_WhenNobodyListens_TellsTheSocketsError() =>
        Opening("Host=127.0.0.1;Port=1;Username=postgres").InnerException.ShouldBeAssignableTo<System.Net.Sockets.SocketException>();

    [Fact]
    public void Open_WhenTheConnectionStringIsNone_SaysSo() => Opening("nonsense").Message.ShouldContain("connection string");

    private Task Write(long first, params object[] events) =>
        _store.Journal.WriteAsync([new EventBatch("p", "writer", first, events, DateTimeOffset.UnixEpoch)]).AsTask();

    private async Task Run(string statement)
    {
        await using var source = NpgsqlDataSource.Create(server.ConnectionString);
        await using var command = source.CreateCommand(statement);
        await command.ExecuteNonQueryAsync();
    }

    private DbException Opening(string connectionString, bool autoInitialize = true)
    {
        using var system = ActorSystem.Create("opening");
        return Should.Throw<DbException>(() => SqlPersistence.Open(
            system, connectionString, "PostgreSQL", _schema.Replace("\"\"", "\"", StringComparison.Ordinal), autoInitialize));
    }
}
