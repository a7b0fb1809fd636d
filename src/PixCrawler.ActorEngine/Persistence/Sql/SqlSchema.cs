namespace Akka.Persistence.Sql;

/// <summary>
/// The tables as Akka.Persistence.Sql's default mapping has them, without its two indexes that no recovery needs (it adds them itself
/// when it opens the database). See the ADR on the SQL journal.
/// </summary>
internal static class SqlSchema
{
    public const string Sqlite =
        """
        CREATE TABLE IF NOT EXISTS journal (
            ordering INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
            created BIGINT NOT NULL,
            deleted BIT NOT NULL,
            persistence_id NVARCHAR(255) NOT NULL,
            sequence_number BIGINT NOT NULL,
            message BLOB NOT NULL,
            manifest NVARCHAR(500) NULL,
            identifier INT NULL,
            writer_uuid NVARCHAR(128) NULL);
        CREATE UNIQUE INDEX IF NOT EXISTS journal_uq ON journal (persistence_id, sequence_number);
        CREATE TABLE IF NOT EXISTS tags (
            ordering_id INTEGER NOT NULL,
            tag NVARCHAR(64) NOT NULL,
            sequence_nr INTEGER NOT NULL,
            persistence_id NVARCHAR(255) NOT NULL,
            PRIMARY KEY (ordering_id, tag));
        CREATE TABLE IF NOT EXISTS snapshot (
            persistence_id NVARCHAR(255) NOT NULL,
            sequence_number BIGINT NOT NULL,
            created BIGINT NOT NULL,
            snapshot BLOB NULL,
            manifest NVARCHAR(500) NULL,
            serializer_id INT NULL,
            PRIMARY KEY (persistence_id, sequence_number))
        """;

    // {0} the schema's name and a dot, quoted, or nothing.
    public const string PostgreSql =
        """
        CREATE TABLE IF NOT EXISTS {0}journal (
            ordering BIGSERIAL PRIMARY KEY,
            created BIGINT NOT NULL,
            deleted BOOLEAN NOT NULL,
            persistence_id VARCHAR(255) NOT NULL,
            sequence_number BIGINT NOT NULL,
            message BYTEA NOT NULL,
            manifest VARCHAR(500) NULL,
            identifier INTEGER NULL,
            writer_uuid VARCHAR(128) NULL,
            CONSTRAINT journal_uq UNIQUE (persistence_id, sequence_number));
        CREATE TABLE IF NOT EXISTS {0}tags (
            ordering_id BIGINT NOT NULL,
            tag VARCHAR(64) NOT NULL,
            sequence_nr BIGINT NOT NULL,
            persistence_id VARCHAR(255) NOT NULL,
            PRIMARY KEY (ordering_id, tag));
        CREATE TABLE IF NOT EXISTS {0}snapshot (
            persistence_id VARCHAR(255) NOT NULL,
            sequence_number BIGINT NOT NULL,
            created BIGINT NOT NULL,
            snapshot BYTEA NULL,
            manifest VARCHAR(500) NULL,
            serializer_id INTEGER NULL,
            PRIMARY KEY (persistence_id, sequence_number))
        """;

    // Schema 1 had times where Akka.Persistence.Sql has ticks. Ticks begin with the year 1, PostgreSQL's epoch is that of Unix.
    public const string PostgreSqlFrom1 =
        """
        ALTER TABLE {0}snapshot ALTER COLUMN created TYPE BIGINT USING
            CASE WHEN isfinite(created) THEN (extract(epoch FROM created) * 10000000)::bigint + 621355968000000000 ELSE 0 END
        """;
}
