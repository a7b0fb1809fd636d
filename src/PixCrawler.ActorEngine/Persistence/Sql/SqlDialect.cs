using System.Data.Common;

namespace Akka.Persistence.Sql;

/// <summary>What differs from one database to the other.</summary>
internal abstract class SqlDialect : IDisposable
{
    /// <summary>Threads that write at once, each with its own connection.</summary>
    public abstract int Writers { get; }

    /// <summary>How a table is written in a statement.</summary>
    public abstract string Table(string name);

    /// <summary>How ids are ordered byte by byte.</summary>
    public abstract string OrdinalOrder { get; }

    /// <summary>Takes a connection from the pool for reading.</summary>
    public abstract DbConnection Open();

    /// <summary>Opens a connection for one writer.</summary>
    public abstract SqlSession OpenSession();

    /// <summary>Creates what is missing, or checks that nothing is.</summary>
    public abstract void Initialize(bool create);

    /// <summary>Whether the unique key of the journal refused a row.</summary>
    public abstract bool IsDuplicate(Exception error);

    /// <summary>The error for the outside: with advice where the provider has none.</summary>
    public abstract Exception Translate(Exception error);

    public abstract void Dispose();
}
