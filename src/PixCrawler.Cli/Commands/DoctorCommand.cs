using System.CommandLine;
using PixCrawler.Cli.Doctor;
using PixCrawler.Cli.Rendering;

namespace PixCrawler.Cli.Commands;

/// <summary><c>pixcrawl doctor</c>: what this machine has, and what to do about what it has not.</summary>
internal static class DoctorCommand
{
    private const string LimitsFile = "/proc/self/limits";
    private const string ResolverFile = "/etc/resolv.conf";

    public static Command Create(Terminal terminal, TimeProvider time)
    {
        var command = new Command("doctor", "Say what this machine has for a crawl: runtime, libvips, memory, disk, network guard. Exit 0, or 2 with warnings.");
        var output = new Option<string>("--output", "-o")
        {
            Description = "Folder a dataset would be written to.",
            HelpName = "OUT",
            DefaultValueFactory = _ => ".",
        };
        var json = new Option<bool>("--json") { Description = "Write one JSON object." };
        command.Add(output);
        command.Add(json);
        command.SetAction(async (line, cancellationToken) =>
        {
            var report = await ExamineAsync(Path.GetFullPath(line.GetValue(output)!), time, cancellationToken);
            Write(report, line.GetValue(json), terminal);
            return report.Ok ? ExitCodes.Complete : ExitCodes.Partial;
        });
        return command;
    }

    private static async Task<DoctorReport> ExamineAsync(string folder, TimeProvider time, CancellationToken cancellationToken)
    {
        Finding[] findings =
        [
            MachineChecks.Runtime(),
            MachineChecks.Decoder(time),
            MachineChecks.Capacity(),
            MachineChecks.OpenFiles(LimitsFile),
            DiskChecks.FreeSpace(folder),
            DiskChecks.Writable(folder),
            await NetworkChecks.GuardAsync(time, cancellationToken),
            NetworkChecks.Resolver(ResolverFile),
        ];
        return new DoctorReport(findings.All(finding => finding.Ok), findings);
    }

    /// <summary>Writes a report for people or for programs.</summary>
    internal static void Write(DoctorReport report, bool json, Terminal terminal)
    {
        if (json)
        {
            JsonEventsContext.WriteLine(terminal.Out, report);
            return;
        }

        foreach (var finding in report.Findings)
        {
            terminal.Out.WriteLine($"{(finding.Ok ? "ok     " : "WARNING")} {finding.Name,-13} {finding.Found}");
            if (finding.Advice is { } advice && !finding.Ok)
                terminal.Out.WriteLine($"        {"",-13} {advice}");
        }

        var warnings = report.Findings.Count(finding => !finding.Ok);
        terminal.Out.WriteLine(warnings == 0 ? "All is well." : $"{warnings} warning{(warnings == 1 ? "" : "s")}.");
    }
}
