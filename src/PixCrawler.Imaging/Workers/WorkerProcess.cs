using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using PixCrawler.Contracts.Errors;
using PixCrawler.Imaging.Decoding;

namespace PixCrawler.Imaging.Workers;

/// <summary>One worker seen from the pool. One request at a time; whoever has the worker is the only one to use it.</summary>
internal sealed class WorkerProcess : IDisposable
{
    private const int MaxKeptErrorBytes = 1024;
    private static readonly TimeSpan ExitLimit = TimeSpan.FromSeconds(1);

    private readonly Process _process;
    private readonly Stream _requests;
    private readonly Stream _replies;
    private readonly Stream _errors;
    private readonly byte[] _replyHead = new byte[ReplyHead.Size];
    private readonly Lock _gate = new();
    private uint _number;
    private bool _disposed;
    private volatile bool _killed;

    private WorkerProcess(Process process)
    {
        _process = process;
        _requests = process.StandardInput.BaseStream;
        _replies = process.StandardOutput.BaseStream;
        _errors = process.StandardError.BaseStream;
    }

    /// <summary>The decoder's name and version.</summary>
    public string Description { get; private set; } = "";

    /// <summary>Resident memory after the last image, in MiB.</summary>
    public int ResidentMebibytes { get; private set; }

    /// <summary>Images decoded or refused.</summary>
    public int Images { get; private set; }

    /// <summary>Whether it was ended from here; it may have ended on its own without this being set.</summary>
    public bool IsKilled => _killed;

    public int Id { get; private init; }

    /// <summary>Starts a worker and waits until it is ready. Blocks for about a tenth of a second, at the most for the start timeout.</summary>
    /// <exception cref="WorkerStartException">It did not start or is not usable; the message says what to do.</exception>
    public static WorkerProcess Start(WorkerLaunch launch, TimeProvider time)
    {
        if (!File.Exists(launch.Assembly))
            throw new WorkerStartException(InfrastructureKind.Disk, $"The image decode worker '{launch.Assembly}' is missing. Put it there again (it is built beside the program), or decode in process.");
        WorkerProcess worker;
        try
        {
            var process = Process.Start(launch.Describe())!;
            worker = new WorkerProcess(process) { Id = process.Id };
        }
        catch (Win32Exception error)
        {
            throw new WorkerStartException(
                InfrastructureKind.Memory,
                $"No image decode worker could be started: {error.Message}. See that 'dotnet' is on the PATH and that this user may start another process, lower the number of workers, or decode in process.",
                error);
        }

        try
        {
            worker.AwaitReady(launch.Options.StartTimeout, time);
            _ = DropAsync(worker._errors);
            return worker;
        }
        catch
        {
            worker.Dispose();
            throw;
        }
    }

    /// <summary>Has an image decoded. When the task has ended, the worker has let go of the bytes.</summary>
    /// <exception cref="IOException">The worker died.</exception>
    /// <exception cref="InvalidDataException">The worker wrote nonsense; it has been killed.</exception>
    public async Task<DecodeOutcome> DecodeAsync(ReadOnlyMemory<byte> bytes, DecodeRequest request)
    {
        var writing = WriteAsync(bytes, request);
        try
        {
            var (reply, details, output) = await ReadReplyAsync(request.Transform?.MaxOutputBytes ?? 0);
            if (reply.Number != _number || reply.Kind != ReplyKind.Done)
                throw new InvalidDataException("the reply is to another request");
            var outcome = ReplyDetails.Read(details, output);
            Images++;
            ResidentMebibytes = reply.ResidentMebibytes;
            return outcome;
        }
        catch
        {
            Kill();
            throw;
        }
        finally
        {
            // A worker that answers has read everything, and one that doesn't is dead by now: this never waits for long.
            await writing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Ends it at once, whatever it is doing.</summary>
    public void Kill()
    {
        lock (_gate)
        {
            _killed = true;
            if (!_disposed)
                _process.Kill();
        }
    }

    /// <summary>Waits until the killed process is gone; the kernel takes a moment.</summary>
    public void WaitForExit()
    {
        lock (_gate)
        {
            if (!_disposed)
                _process.WaitForExit(ExitLimit);
        }
    }

    public void Dispose()
    {
        Kill();
        lock (_gate)
        {
            if (_disposed)
                return;
            _process.WaitForExit(ExitLimit);
            _disposed = true;
        }

        _requests.Dispose();
        _replies.Dispose();
        _errors.Dispose();
        _process.Dispose();
    }

    private void AwaitReady(TimeSpan limit, TimeProvider time)
    {
        using var timer = time.CreateTimer(_ => Kill(), null, limit, Timeout.InfiniteTimeSpan);
        try
        {
            _replies.ReadExactly(_replyHead);
            var head = ReplyHead.Read(_replyHead, maxOutputBytes: 0);
            var text = new byte[head.DetailBytes];
            _replies.ReadExactly(text);
            Description = PrintableLine.Of(Encoding.UTF8.GetString(text), "");
            if (head.Kind == ReplyKind.Unusable)
                throw new WorkerStartException(InfrastructureKind.Disk, Encoding.UTF8.GetString(text));
        }
        catch (Exception error) when (error is IOException or InvalidDataException)
        {
            var what = _killed ? $"was not ready within {limit.TotalSeconds} s" : $"ended at once ({FirstErrors()})";
            throw new WorkerStartException(
                InfrastructureKind.Memory, $"An image decode worker {what}. Give it more memory or lower the number of workers, or decode in process.", error);
        }
    }

    private async Task WriteAsync(ReadOnlyMemory<byte> bytes, DecodeRequest request)
    {
        var details = RequestDetails.Write(request);
        var head = new byte[RequestHead.Size + details.Length];
        new RequestHead(++_number, details.Length, bytes.Length).Write(head);
        details.CopyTo(head, RequestHead.Size);
        await _requests.WriteAsync(head);
        await _requests.WriteAsync(bytes);
    }

    private async Task<(ReplyHead Head, byte[] Details, byte[] Output)> ReadReplyAsync(int maxOutputBytes)
    {
        await _replies.ReadExactlyAsync(_replyHead);
        var head = ReplyHead.Read(_replyHead, maxOutputBytes);
        var details = new byte[head.DetailBytes];
        await _replies.ReadExactlyAsync(details);
        var output = head.OutputBytes == 0 ? [] : new byte[head.OutputBytes];
        await _replies.ReadExactlyAsync(output);
        return (head, details, output);
    }

    /// <summary>Native libraries print to stderr: that is read, so that they never block, and goes nowhere.</summary>
    private static async Task DropAsync(Stream errors)
    {
        var buffer = new byte[4096];
        try
        {
            while (await errors.ReadAsync(buffer) > 0)
            {
            }
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException)
        {
            // The worker is gone.
        }
    }

    private string FirstErrors()
    {
        Kill();
        var text = new byte[MaxKeptErrorBytes];
        var count = _errors.ReadAtLeast(text, text.Length, throwOnEndOfStream: false);
        return PrintableLine.Of(Encoding.UTF8.GetString(text.AsSpan(0, count)), "it printed nothing");
    }
}
