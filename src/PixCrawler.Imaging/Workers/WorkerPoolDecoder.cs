using PixCrawler.Contracts.Errors;
using PixCrawler.Imaging.Decoding;
using PixCrawler.Imaging.Decoding.Vips;
using PixCrawler.Imaging.Formats;

namespace PixCrawler.Imaging.Workers;

/// <summary>
/// Decodes in worker processes. A worker that crashes, hangs or answers nonsense is killed and costs its own image only: the image
/// is tried once more in a fresh worker, for the first death may have been the doing of an image before it. Idle workers stay
/// warm; requests beyond the number of workers wait in their order.
/// </summary>
internal sealed class WorkerPoolDecoder : IImageDecoder
{
    private const int StartTries = 2;
    private const int RunsPerImage = 2;

    private readonly WorkerLaunch _launch;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _places;
    private readonly CancellationTokenSource _ended = new();
    private readonly Lock _gate = new();
    private readonly Stack<WorkerProcess> _idle = new();
    private readonly HashSet<WorkerProcess> _all = [];
    private int _started;

    /// <exception cref="WorkerStartException">The first worker did not start or is not usable; the message says what to do.</exception>
    public WorkerPoolDecoder(WorkerLaunch launch, TimeProvider time)
    {
        (_launch, _time) = (launch, time);
        _places = new SemaphoreSlim(launch.Options.MaxWorkers);
        var first = Start();
        Description = $"{first.Description}, in worker processes";
        _idle.Push(first);
    }

    public string Description { get; }

    /// <summary>Workers started since the pool's beginning.</summary>
    internal int Started => Volatile.Read(ref _started);

    /// <summary>The processes that live now.</summary>
    internal IReadOnlyList<int> WorkerIds
    {
        get
        {
            lock (_gate)
                return [.. _all.Select(worker => worker.Id)];
        }
    }

    public bool CanDecode(ImageFormat format) => VipsLoaders.CanDecode(format);

    /// <exception cref="InfrastructureException">No worker can be started; the message says what to do.</exception>
    public async Task<DecodeOutcome> DecodeAsync(ReadOnlyMemory<byte> bytes, DecodeRequest request, CancellationToken cancellationToken)
    {
        VipsLoaders.Require(request, Description);
        await EnterAsync(cancellationToken);
        try
        {
            for (var run = 1; run <= RunsPerImage; run++)
            {
                if (await TryDecodeAsync(bytes, request, fresh: run > 1, cancellationToken) is { } outcome)
                    return outcome;
            }

            return DecodeOutcome.CrashedOnIt();
        }
        finally
        {
            _places.Release();
        }
    }

    public void Dispose()
    {
        _ended.Cancel();
        WorkerProcess[] workers, idle;
        lock (_gate)
        {
            workers = [.. _all];
            idle = [.. _idle];
            _idle.Clear();
        }

        foreach (var worker in workers)
            worker.Kill();
        foreach (var worker in workers)
            worker.WaitForExit();
        // A busy one is discarded by the request that has it.
        foreach (var worker in idle)
            Discard(worker);
    }

    private async Task EnterAsync(CancellationToken cancellationToken)
    {
        ThrowIfEnded();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _ended.Token);
        try
        {
            await _places.WaitAsync(either.Token);
        }
        catch (OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ThrowIfEnded();
            throw;
        }
    }

    /// <returns>The outcome, or null when the worker died.</returns>
    private async Task<DecodeOutcome?> TryDecodeAsync(ReadOnlyMemory<byte> bytes, DecodeRequest request, bool fresh, CancellationToken cancellationToken)
    {
        var worker = await TakeAsync(fresh, cancellationToken);
        using var timer = new CancellationTokenSource(request.Timeout, _time);
        try
        {
            using (timer.Token.UnsafeRegister(Kill, worker))
            using (cancellationToken.UnsafeRegister(Kill, worker))
                return await worker.DecodeAsync(bytes, request);
        }
        catch (Exception error) when (error is IOException or InvalidDataException or ObjectDisposedException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ThrowIfEnded();
            return timer.IsCancellationRequested ? DecodeOutcome.TookTooLong(request.Timeout) : null;
        }
        finally
        {
            GiveBack(worker);
        }
    }

    private async Task<WorkerProcess> TakeAsync(bool fresh, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (!fresh && _idle.TryPop(out var idle))
                return idle;
        }

        for (var tries = 1; ; tries++)
        {
            try
            {
                return await Task.Run(Start, cancellationToken);
            }
            catch (WorkerStartException error)
            {
                if (tries == StartTries)
                    throw new InfrastructureException(error.Kind, error.Message, error);
            }
        }
    }

    private WorkerProcess Start()
    {
        var worker = WorkerProcess.Start(_launch, _time);
        Interlocked.Increment(ref _started);
        lock (_gate)
        {
            if (!_ended.IsCancellationRequested)
            {
                _all.Add(worker);
                return worker;
            }
        }

        worker.Dispose();
        throw new ObjectDisposedException(nameof(WorkerPoolDecoder));
    }

    private void GiveBack(WorkerProcess worker)
    {
        var options = _launch.Options;
        lock (_gate)
        {
            if (!worker.IsKilled && !_ended.IsCancellationRequested
                && worker.Images < options.MaxImagesPerWorker && worker.ResidentMebibytes <= options.RecycleAboveMebibytes)
            {
                _idle.Push(worker);
                return;
            }
        }

        Discard(worker);
    }

    private void Discard(WorkerProcess worker)
    {
        worker.Dispose();
        lock (_gate)
            _all.Remove(worker);
    }

    private void ThrowIfEnded() => ObjectDisposedException.ThrowIf(_ended.IsCancellationRequested, this);

    private static void Kill(object? worker) => ((WorkerProcess)worker!).Kill();
}
