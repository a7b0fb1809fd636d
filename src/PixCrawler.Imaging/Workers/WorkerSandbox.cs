using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace PixCrawler.Imaging.Workers;

/// <summary>
/// What a worker does to itself before it touches an image. Linux only; elsewhere a worker still takes a crash upon itself, but the
/// kernel sets it no limits.
/// </summary>
internal static partial class WorkerSandbox
{
    private const int StandardInput = 0, StandardOutput = 1, StandardError = 2;
    private const int LimitFileSize = 1, LimitData = 2, LimitCore = 4;
    private const int SetPipeSize = 1031, PipeBytes = 1024 * 1024;
    private const int SetNoNewPrivileges = 38;
    private const int Niceness = 5;
    private const int SignalFileSize = 25, Ignore = 1;

    /// <summary>
    /// The pipe to the pool, taken from file descriptor 1: whatever a native library prints goes to standard error from then on, and never
    /// between two replies.
    /// </summary>
    public static SafeFileHandle TakeStandardOutput()
    {
        if (!OperatingSystem.IsLinux())
            return new SafeFileHandle(StandardOutput, ownsHandle: false);
        var taken = Duplicate(StandardOutput);
        if (taken < 0 || DuplicateTo(StandardError, StandardOutput) < 0)
            throw new IOException("Standard output can't be duplicated.");
        return new SafeFileHandle(taken, ownsHandle: true);
    }

    /// <summary>Sets the limits. They are the kernel's, and can't be raised again.</summary>
    public static void Enter(int memoryMebibytes)
    {
        if (!OperatingSystem.IsLinux())
            return;
        // Those whose result is dropped may fail: they are for good manners and speed.
        // A group of its own: Ctrl+C in the terminal is for the program, which then ends its workers in order.
        _ = SetProcessGroup(0, 0);
        _ = SetPriority(0, 0, Niceness);
        _ = ProcessControl(SetNoNewPrivileges, 1, 0, 0, 0);
        _ = FileControl(StandardInput, SetPipeSize, PipeBytes);
        PreferAsVictim();
        EndWithParent();
        // A decoder writes no files and leaves no core dumps, however often it crashes. A write is refused, not punished: libraries
        // that would like a file can do without.
        _ = SetSignal(SignalFileSize, Ignore);
        Limit(LimitCore, 0);
        Limit(LimitFileSize, 0);
        // Not the address space: the runtime reserves far more of that than it uses.
        Limit(LimitData, (ulong)memoryMebibytes * 1024 * 1024);
    }

    private static void Limit(int resource, ulong value)
    {
        var limits = new ResourceLimit { Soft = value, Hard = value };
        if (SetResourceLimit(resource, ref limits) != 0)
            throw new InvalidOperationException($"The limit {resource} could not be set.");
    }

    private static void PreferAsVictim()
    {
        try
        {
            File.WriteAllText("/proc/self/oom_score_adj", "1000");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Where /proc is not there or read-only, the kernel chooses its victim by size as usual.
        }
    }

    /// <summary>
    /// Waits on a thread of its own for the other end of standard input to close, which the end of the parent does however it ends.
    /// PR_SET_PDEATHSIG is no use: it fires when the thread that started the worker ends, and pool threads do.
    /// </summary>
    private static void EndWithParent() => new Thread(static () =>
    {
        var input = new PollEntry { Descriptor = StandardInput };
        while (Poll(ref input, 1, -1) <= 0)
        {
        }

        ExitNow(0);
    })
    { IsBackground = true, Name = "end-with-parent" }.Start();

    [StructLayout(LayoutKind.Sequential)]
    private struct ResourceLimit
    {
        public ulong Soft;
        public ulong Hard;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct PollEntry
    {
        public int Descriptor;
        public short Events;
        public short Happened;
    }

    [LibraryImport("libc", EntryPoint = "dup")]
    private static partial int Duplicate(int descriptor);

    [LibraryImport("libc", EntryPoint = "dup2")]
    private static partial int DuplicateTo(int from, int to);

    [LibraryImport("libc", EntryPoint = "fcntl")]
    private static partial int FileControl(int descriptor, int command, int argument);

    [LibraryImport("libc", EntryPoint = "setpgid")]
    private static partial int SetProcessGroup(int process, int group);

    [LibraryImport("libc", EntryPoint = "setpriority")]
    private static partial int SetPriority(int which, int who, int priority);

    [LibraryImport("libc", EntryPoint = "prctl")]
    private static partial int ProcessControl(int option, nuint second, nuint third, nuint fourth, nuint fifth);

    [LibraryImport("libc", EntryPoint = "setrlimit")]
    private static partial int SetResourceLimit(int resource, ref ResourceLimit limits);

    [LibraryImport("libc", EntryPoint = "signal")]
    private static partial nint SetSignal(int signal, nint handler);

    [LibraryImport("libc", EntryPoint = "poll")]
    private static partial int Poll(ref PollEntry entries, nuint count, int timeoutMilliseconds);

    [LibraryImport("libc", EntryPoint = "_exit")]
    private static partial void ExitNow(int code);
}
