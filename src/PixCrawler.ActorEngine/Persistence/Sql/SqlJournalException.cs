using System.Data.Common;

namespace Akka.Persistence.Sql;

/// <summary>A database could not be used as a journal. The message says what to do about it.</summary>
public sealed class SqlJournalException : DbException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What happened and what to do about it.</param>
    /// <param name="errorCode">SQLite's (extended) result code; 0 where there is none.</param>
    /// <param name="innerException">What the provider threw.</param>
    public SqlJournalException(string message, int errorCode, Exception? innerException) : base(message, innerException) => ErrorCode = errorCode;

    /// <summary>SQLite's (extended) result code; 0 where there is none.</summary>
    public override int ErrorCode { get; }

    /// <summary>The server's SQLSTATE; null where there is none.</summary>
    public override string? SqlState => (InnerException as DbException)?.SqlState;
}
