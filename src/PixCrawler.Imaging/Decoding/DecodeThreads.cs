using System.Collections.Concurrent;

namespace PixCrawler.Imaging.Decoding;

/// <summary>
/// A few long-lived threads with a bounded queue. Native decoders keep state per thread, and one version crashed when
/// threads came and went, so the shared thread pool is not used.
/// </summary>
internal sealed class DecodeThreads : IDisposable
{
    private readonly BlockingCollection<Action> _queue = [];
    private readonly SemaphoreSlim _slots;
    private readonly Thread[] _threads;
    private readonly Action _onThreadEnd;
    private volatile bool _disposed;

    /// <param name="threads">How many threads.</param>
    /// <param name="maxQueued">Requests that may be queued or running.</param>
    /// <param name="onThreadEnd">Runs on each thread when it ends.</param>
    public DecodeThreads(int threads, int maxQueued, Action onThreadEnd)
    {
        _onThreadEnd = onThreadEnd;
        _slots = new SemaphoreSlim(maxQueued);
        _threads = new Thread[threads];
        for (var i = 0; i < threads; i++)
        {
            _threads[i] = new Thread(Work) { IsBackground = true, Name = $"image-decode-{i}" };
            _threads[i].Start();
        }
    }

    /// <summary>Runs the work on one of the threads. The token takes it out of the queue; running work has to watch it itself.</summary>
    public async Task<T> RunAsync<T>(Func<T> work, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        await _slots.WaitAsync(cancellationToken);
        try
        {
            var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
            Enqueue(() => Complete(done, work, cancellationToken));
            return await done.Task;
        }
        finally
        {
            _slots.Release();
        }
    }

    /// <summary>Ends the threads after the requests that run; those still queued fail with <see cref="ObjectDisposedException"/>.</summary>
    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        _queue.CompleteAdding();
        foreach (var thread in _threads)
            thread.Join();
        _queue.Dispose();
    }

    private void Enqueue(Action item)
    {
        try
        {
            _queue.Add(item, CancellationToken.None);
        }
        catch (InvalidOperationException) when (_disposed)
        {
            throw new ObjectDisposedException(nameof(DecodeThreads));
        }
    }

    private void Complete<T>(TaskCompletionSource<T> done, Func<T> work, CancellationToken cancellationToken)
    {
        try
        {
            if (_disposed)
                done.SetException(new ObjectDisposedException(nameof(DecodeThreads)));
            else if (cancellationToken.IsCancellationRequested)
                done.SetCanceled(cancellationToken);
            else
                done.SetResult(work());
        }
        catch (OperationCanceledException)
        {
            done.SetCanceled(cancellationToken);
        }
#pragma warning disable CA1031 // Whatever the work throws belongs to its task; the thread must live on.
        catch (Exception error)
#pragma warning restore CA1031
        {
            done.SetException(error);
        }
    }

    private void Work()
    {
        foreach (var item in _queue.GetConsumingEnumerable())
            item();
        _onThreadEnd();
    }
}
