using System.Data.Common;

namespace PixCrawler.Actors.Tests.World;

/// <summary>What a database's provider throws: by its codes, whatever its text.</summary>
internal sealed class FakeDbException(
    string? sqlState, int errorCode, Exception? inner = null, string message = "disk full, connection lost, out of memory")
    : DbException(message, inner)
{
    /// <summary>SQLite's codes for a full disk: the plain one, and the one of a flush that found no room.</summary>
    public const int SqliteFull = 13, SqliteIoErrorFsync = 10 | (4 << 8);

    public override string? SqlState => sqlState;

    public override int ErrorCode => errorCode;
}
