using Microsoft.Win32.SafeHandles;
using PixCrawler.Imaging.Decoding;
using PixCrawler.Imaging.Decoding.Vips;

namespace PixCrawler.Imaging.Workers;

/// <summary>Decodes an image.</summary>
internal delegate DecodeOutcome WorkerDecode(ReadOnlyMemory<byte> bytes, DecodeRequest request);

/// <summary>
/// The worker's side: one thread that reads a request from standard input, decodes, and writes the reply, until its input ends.
/// Time limits are the pool's, which kills.
/// </summary>
internal static class DecodeWorker
{
    private const int MisuseExitCode = 64;
    private const int UnusableExitCode = 69;
    private const int ImagesBetweenMeasurements = 16;
    private const int Mebibyte = 1024 * 1024;

    /// <summary>Runs a worker to its end.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="wrap">Puts something around the decoder, given the stream of the replies; tests make it fail.</param>
    public static int Run(string[] arguments, Func<Stream, WorkerDecode, WorkerDecode>? wrap = null)
    {
        if (WorkerArguments.Parse(arguments) is not { } parsed)
        {
            Console.Error.WriteLine("This program decodes images for PixCrawler, which starts it when it needs it.");
            return MisuseExitCode;
        }

        using var requests = new FileStream(new SafeFileHandle(0, ownsHandle: false), FileAccess.Read, bufferSize: 0);
        using var replies = new FileStream(WorkerSandbox.TakeStandardOutput(), FileAccess.Write, bufferSize: 0);
        WorkerSandbox.Enter(parsed.MemoryMebibytes);
        if (!VipsLibrary.TryLoad(parsed.LibraryPath, out var vips, out var whyNot))
        {
            Reply(replies, new ReplyHead { Kind = ReplyKind.Unusable }, ReplyDetails.Write(whyNot), default);
            return UnusableExitCode;
        }

        WorkerDecode decode = (bytes, request) => ImageWork.Run(vips, bytes, request, CancellationToken.None);
        Reply(replies, new ReplyHead { Kind = ReplyKind.Ready }, ReplyDetails.Write($"libvips {vips.Version}"), default);
        Serve(requests, replies, wrap?.Invoke(replies, decode) ?? decode);
        return 0;
    }

    private static void Serve(Stream requests, Stream replies, WorkerDecode decode)
    {
        var head = new byte[RequestHead.Size];
        var buffer = Array.Empty<byte>();
        var resident = 0;
        for (var images = 0; requests.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) == head.Length; images++)
        {
            var request = RequestHead.Read(head);
            var details = new byte[request.DetailBytes];
            requests.ReadExactly(details);
            if (buffer.Length < request.ByteCount)
                buffer = GC.AllocateUninitializedArray<byte>(request.ByteCount, pinned: true);
            requests.ReadExactly(buffer, 0, request.ByteCount);
            var outcome = decode(buffer.AsMemory(0, request.ByteCount), RequestDetails.Read(details));
            if (images % ImagesBetweenMeasurements == 0)
                resident = (int)(Environment.WorkingSet / Mebibyte);
            var reply = new ReplyHead { Number = request.Number, Kind = ReplyKind.Done, ResidentMebibytes = resident };
            Reply(replies, reply, ReplyDetails.Write(outcome), outcome.Output?.Bytes ?? default);
        }
    }

    private static void Reply(Stream replies, ReplyHead head, byte[] details, ReadOnlyMemory<byte> output)
    {
        var frame = new byte[ReplyHead.Size + details.Length];
        (head with { DetailBytes = details.Length, OutputBytes = output.Length }).Write(frame);
        details.CopyTo(frame, ReplyHead.Size);
        replies.Write(frame);
        if (!output.IsEmpty)
            replies.Write(output.Span);
    }
}
