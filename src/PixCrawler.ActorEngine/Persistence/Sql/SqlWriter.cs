using System.Collections.Concurrent;

namespace Akka.Persistence.Sql;

/// <summary>
/// A thread with a connection that does, in one transaction, everything that waits when it comes to it (group commit). After a failure
/// whose outcome is unknown nothing is repeated: all of the transaction fail with it, and the next begins with a new connection.
/// </summary>
internal sealed class SqlWriter : IDisposable
{
    private const int MaxGroup = 500;
    private readonly BlockingCollection<SqlWork> _waiting = [];
    private readonly SqlDialect _dialect;
    private readonly Thread _thread;
    private SqlSession? _session;

    public SqlWriter(SqlDialect dialect, int number)
    {
        _dialect = dialect;
        _thread = new Thread(Loop) { IsBackground = true, Name = $"journal-writer-{number}" };
        _thread.Start();
    }

    public Task<T> Do<T>(Func<SqlSession, T> run)
    {
        var work = new SqlWork.Of<T>(run);
        try
        {
            _waiting.Add(work);
        }
        catch (InvalidOperationException)
        {
            return Task.FromException<T>(new ObjectDisposedException(nameof(SqlWriter), "The journal is closed."));
        }

        return work.Done;
    }

    // What was given before is still written.
    public void Dispose()
    {
        _waiting.CompleteAdding();
        _thread.Join();
        _waiting.Dispose();
    }

    private void Loop()
    {
        var group = new List<SqlWork>();
        while (_waiting.TryTake(out var first, Timeout.Infinite))
        {
            group.Add(first);
            while (group.Count < MaxGroup && _waiting.TryTake(out var next)) group.Add(next);
            if (!TryDo(group))
                foreach (var work in group) TryDo([work]);
            group.Clear();
        }

        _session?.Dispose();
    }

    // False when one of several is to blame: then nothing is stored, and each gets a transaction of its own.
    private bool TryDo(List<SqlWork> group)
    {
        try
        {
            _session ??= _dialect.OpenSession();
            _session.Begin();
            try
            {
                foreach (var work in group) work.Run(_session);
                _session.Flush();
            }
            catch (Exception error) when (error is SequenceTakenException || _dialect.IsDuplicate(error))
            {
                _session.Rollback();
                if (group.Count > 1) return false;
                group[0].Fail(error);
                return true;
            }

            _session.Commit();
        }
        catch (Exception error)
        {
            Abandon();
            var cause = _dialect.Translate(error);
            foreach (var work in group) work.Fail(cause);
            return true;
        }

        foreach (var work in group) work.Complete();
        return true;
    }

    private void Abandon()
    {
        try
        {
            _session?.Dispose();
        }
        catch (Exception)
        {
            // It is given up for a failure that is reported already.
        }

        _session = null;
    }
}
