using System.Diagnostics;

namespace PixCrawler.Datasets.Tests.Exports;

/// <summary>The system's own tools as independent readers of what was written.</summary>
internal static class SystemTool
{
    public static string Run(string folder, string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        process.ExitCode.ShouldBe(0, $"{program} {string.Join(' ', arguments)}: {output}{errors.Result}");
        return output;
    }
}
