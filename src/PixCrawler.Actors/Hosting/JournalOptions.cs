using System.ComponentModel.DataAnnotations;
using System.Data.Common;

namespace PixCrawler.Actors.Hosting;

/// <summary>Where jobs are kept.</summary>
public enum JournalKind
{
    /// <summary>In memory: they end with the process.</summary>
    Memory,

    /// <summary>In one SQLite file, for one process at a time.</summary>
    Sqlite,

    /// <summary>In a PostgreSQL database.</summary>
    PostgreSql,
}

/// <summary>Where jobs are kept, so that they survive their process. Section <c>PixCrawler:Journal</c> in the configuration.</summary>
public sealed class JournalOptions
{
    /// <summary>What kind of store it is.</summary>
    /// <value>Default: memory.</value>
    public JournalKind Kind { get; set; } = JournalKind.Memory;

    /// <summary>The SQLite file. Its folder must be there; the file is created.</summary>
    /// <value>Needed for <see cref="JournalKind.Sqlite"/> only.</value>
    public string? File { get; set; }

    /// <summary>The connection string of PostgreSQL (<c>Host=…;Username=…;Password=…;Database=…</c>). Missing tables are created.</summary>
    /// <value>Needed for <see cref="JournalKind.PostgreSql"/> only.</value>
    public string? ConnectionString { get; set; }

    /// <summary>The schema of the PostgreSQL database that holds the tables; a missing one is created.</summary>
    /// <value>Default: that of the connection. A lower-case letter or underscore, then letters, digits and underscores, 63 at most.</value>
    [RegularExpression("^[a-z_][a-z0-9_]{0,62}$")]
    public string? Schema { get; set; }

    /// <summary>Reads of the journal at once, when many jobs or chunks recover.</summary>
    /// <value>Default 4; 1 to 64.</value>
    [Range(1, 64)]
    public int MaxConcurrentReads { get; set; } = 4;

    // Where its disk can be measured.
    internal string? Folder => Kind == JournalKind.Sqlite ? Path.GetDirectoryName(Path.GetFullPath(File!)) : null;

    internal string ProviderName => Kind == JournalKind.Sqlite ? "SQLite.MS" : "PostgreSQL";

    internal string ProviderConnectionString =>
        Kind == JournalKind.Sqlite ? new DbConnectionStringBuilder { ["Data Source"] = File! }.ConnectionString : ConnectionString!;

    /// <summary>Understands what a user gave as a journal.</summary>
    /// <param name="text">The path of an SQLite file, or a connection string of PostgreSQL, which has a <c>Host=</c>.</param>
    /// <returns>The options.</returns>
    /// <exception cref="ValidationException">It is neither; the message says what to write.</exception>
    public static JournalOptions Parse(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
            throw new ValidationException("Journal: name a file, or give a PostgreSQL connection string");
        if (text.StartsWith("postgres://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("postgresql://", StringComparison.OrdinalIgnoreCase))
            throw new ValidationException("Journal: write the connection as Host=…;Port=…;Username=…;Password=…;Database=…");
        return HasHost(text)
            ? new JournalOptions { Kind = JournalKind.PostgreSql, ConnectionString = text }
            : new JournalOptions { Kind = JournalKind.Sqlite, File = text };
    }

    /// <summary>Judges the options.</summary>
    /// <exception cref="ValidationException">Something is missing or out of its range; the message names it.</exception>
    public void Validate()
    {
        Validator.ValidateObject(this, new ValidationContext(this), validateAllProperties: true);
        if (!Enum.IsDefined(Kind))
            throw new ValidationException($"Journal:{nameof(Kind)} must be Memory, Sqlite or PostgreSql");
        if (Kind == JournalKind.Sqlite && string.IsNullOrWhiteSpace(File))
            throw new ValidationException($"Journal:{nameof(File)} must name the SQLite file");
        if (Kind == JournalKind.PostgreSql && string.IsNullOrWhiteSpace(ConnectionString))
            throw new ValidationException($"Journal:{nameof(ConnectionString)} must say how to reach PostgreSQL");
    }

    private static bool HasHost(string text)
    {
        try
        {
            var connection = new DbConnectionStringBuilder { ConnectionString = text };
            return connection.ContainsKey("Host") || connection.ContainsKey("Server");
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
