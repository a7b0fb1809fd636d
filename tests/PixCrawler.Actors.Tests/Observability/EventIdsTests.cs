using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using PixCrawler.Actors.Hosting;

namespace PixCrawler.Actors.Tests.Observability;

/// <summary>The numbers of log lines never change: the guide's table is the list, and a number that was ever in it stays taken.</summary>
public sealed class EventIdsTests
{
    private static string Root([CallerFilePath] string file = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", ".."));

    private static Dictionary<string, int> Constants() => typeof(EventIds).GetFields(BindingFlags.Public | BindingFlags.Static)
        .ToDictionary(field => field.Name, field => (int)field.GetRawConstantValue()!);

    [Fact]
    public void EventIds_AreTheOnesOfTheGuideAndEachIsTakenOnce()
    {
        var guide = File.ReadAllText(Path.Combine(Root(), "docs", "LOGGING_GUIDE.md"));
        var listed = Regex.Matches(guide, @"^\| (\d{4}) \| `(\w+)` \|", RegexOptions.Multiline)
            .Select(match => (Name: match.Groups[2].Value, Id: int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture))).ToList();

        listed.Select(entry => entry.Id).ShouldBeUnique();
        Constants().Values.ShouldBeUnique();
        listed.OrderBy(entry => entry.Id).ShouldBe(Constants().Select(entry => (entry.Key, entry.Value)).OrderBy(entry => entry.Value));
    }

    [Fact]
    public void Sources_ThatLog_GiveEventIds()
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Root(), "src", "PixCrawler.Actors"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)))
        {
            var text = File.ReadAllText(file);
            if (Regex.IsMatch(text, @"\.(Debug|Information|Warning|Error|Fatal)\((error, )?\$?""|\.Write\(level, "))
                text.ShouldContain("EventIds.", customMessage: file);
        }
    }

    [Fact]
    public void Sources_OutsideTheScreens_WriteToNoConsole_D1()
    {
        var src = Path.Combine(Root(), "src");
        Directory.EnumerateFiles(src, "*.cs", SearchOption.AllDirectories)
            .Where(file => Regex.IsMatch(File.ReadAllText(file), @"\bConsole\.(Write|Out|Error)"))
            .Select(file => Path.GetRelativePath(src, file).Replace('\\', '/'))
            .Where(file => !file.StartsWith("PixCrawler.Cli/Rendering/", StringComparison.Ordinal))
            // The engine's own fallback for hosts that set no logger up, as Akka.NET has it; PixCrawler's hosting clears it.
            // The decode worker is a process of its own that speaks to its parent over its standard streams.
            .ShouldBe(["PixCrawler.ActorEngine/Event/Logging.cs", "PixCrawler.Imaging/Workers/DecodeWorker.cs"], ignoreOrder: true);
    }
}
