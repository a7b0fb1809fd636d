namespace Akka.Persistence.Sql;

/// <summary>Something to be done in a transaction of a writer, with others or alone.</summary>
internal abstract class SqlWork
{
    public abstract void Run(SqlSession session);

    public abstract void Complete();

    public abstract void Fail(Exception error);

    /// <summary>Work whose outcome is a value.</summary>
    public sealed class Of<T>(Func<SqlSession, T> run) : SqlWork
    {
        private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T _outcome = default!;

        public Task<T> Done => _done.Task;

        public override void Run(SqlSession session) => _outcome = run(session);

        public override void Complete() => _done.SetResult(_outcome);

        public override void Fail(Exception error) => _done.SetException(error);
    }
}
