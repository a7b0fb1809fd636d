using System.Runtime.InteropServices;
using System.Text;
using PixCrawler.Imaging.Decoding;
using PixCrawler.Imaging.Workers;

namespace PixCrawler.Imaging.FaultyWorker;

/// <summary>Decodes as the real worker does, except for images that carry an order to misbehave.</summary>
internal sealed partial class FaultyDecoder(Stream replies, WorkerDecode decode)
{
    /// <summary>What stands before the order's name in an image; a semicolon ends it.</summary>
    public const string Mark = "worker-fault:";

    private const int NoiseBytes = 1024 * 1024;
    private const nuint AllocationStep = 64 * 1024 * 1024;
    private const int AllocationSteps = 64;

    private int _images;

    public DecodeOutcome Decode(ReadOnlyMemory<byte> bytes, DecodeRequest request)
    {
        var order = Order(bytes.Span);
        _images++;
        switch (order)
        {
            case "abort":
                Abort();
                break;
            case "abort-unless-fresh" when _images > 1:
                Abort();
                break;
            case "exit":
                Environment.Exit(0);
                break;
            case "throw":
                throw new InvalidOperationException("a bug in the worker");
            case "hang":
                new ManualResetEventSlim().Wait();
                break;
            case "allocate":
                AllocateWithoutEnd();
                break;
            case "garbage":
                replies.Write(new byte[NoiseBytes]);
                break;
            case "garbage-then-hang":
                replies.Write(Encoding.ASCII.GetBytes("VIPS-WARNING: something that some library prints\n"));
                goto case "hang";
            case "stale-reply":
                StaleReply();
                break;
            case "print":
                Print(Console.OpenStandardOutput());
                Print(Console.OpenStandardError());
                break;
            case "tell-environment":
                return DecodeOutcome.Refused(string.Join(' ', Environment.GetEnvironmentVariables().Keys.Cast<string>()));
            case "write-file":
                return DecodeOutcome.Refused(WriteFile());
            case "tell-resident":
                return DecodeOutcome.Refused((Environment.WorkingSet / (1024 * 1024)).ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        return decode(bytes, request);
    }

    private static string? Order(ReadOnlySpan<byte> bytes)
    {
        var mark = Encoding.ASCII.GetBytes(Mark);
        var start = bytes.IndexOf(mark);
        if (start < 0)
            return null;
        var name = bytes[(start + mark.Length)..];
        return Encoding.ASCII.GetString(name[..name.IndexOf((byte)';')]);
    }

    private static unsafe void AllocateWithoutEnd()
    {
        for (var step = 0; step < AllocationSteps; step++)
            NativeMemory.Fill(NativeMemory.Alloc(AllocationStep), AllocationStep, 1);
    }

    private static void Print(Stream stream) => stream.Write(Enumerable.Repeat((byte)'x', NoiseBytes).ToArray());

    private void StaleReply()
    {
        var frame = new byte[ReplyHead.Size];
        new ReplyHead(uint.MaxValue, ReplyKind.Done, 1, 0, 0).Write(frame);
        replies.Write(frame);
    }

    private static string WriteFile()
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, "written");
            return "written";
        }
        catch (Exception error) when (error is IOException or ArgumentOutOfRangeException)
        {
            return "refused";
        }
        finally
        {
            File.Delete(path);
        }
    }

    [LibraryImport("libc", EntryPoint = "abort")]
    private static partial void Abort();
}
