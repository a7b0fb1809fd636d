using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace PixCrawler.Actors.Tests.Architecture;

/// <summary>The house of docs/architecture.md: who may know whom, and what stands in one place only (B1, D1).</summary>
public sealed class HouseTests
{
    private const string Engine = "PixCrawler.ActorEngine";
    private const string EngineFallbackLogger = "src/PixCrawler.ActorEngine/Event/Logging.cs";
    private const string WorkerProgram = "src/PixCrawler.Imaging/Workers/DecodeWorker.cs";

    // Who may know whom; a new project is added here or fails.
    private static readonly Dictionary<string, string[]> Arrows = new()
    {
        ["PixCrawler.Contracts"] = [],
        ["PixCrawler.Domain"] = ["PixCrawler.Contracts"],
        ["PixCrawler.Net"] = ["PixCrawler.Domain", "PixCrawler.Contracts"],
        ["PixCrawler.Imaging"] = ["PixCrawler.Domain", "PixCrawler.Contracts"],
        ["PixCrawler.Imaging.Worker"] = ["PixCrawler.Imaging"],
        ["PixCrawler.Datasets"] = ["PixCrawler.Domain", "PixCrawler.Contracts"],
        [Engine] = [],
        ["PixCrawler.ImageFarm"] = [],
        ["PixCrawler.Actors"] =
        [
            "PixCrawler.Net", "PixCrawler.Imaging", "PixCrawler.Imaging.Worker", "PixCrawler.Datasets", "PixCrawler.Domain",
            "PixCrawler.Contracts", Engine,
        ],
        ["PixCrawler.Service"] =
        [
            "PixCrawler.Actors", "PixCrawler.Net", "PixCrawler.Imaging", "PixCrawler.Datasets", "PixCrawler.Domain", "PixCrawler.Contracts",
        ],
        ["PixCrawler.Cli"] =
        [
            "PixCrawler.Actors", "PixCrawler.Service", "PixCrawler.ImageFarm", "PixCrawler.Net", "PixCrawler.Imaging", "PixCrawler.Datasets",
            "PixCrawler.Domain", "PixCrawler.Contracts",
        ],
    };

    public static TheoryData<string> Projects => [.. SourceTree.Files("src", "*.csproj").Select(file => file.Project)];

    [Theory]
    [MemberData(nameof(Projects))]
    public void References_OfAProject_FollowTheArrows(string project)
    {
        Arrows.ShouldContainKey(project, "a new project says here whom it may know");
        var file = SourceTree.Files($"src/{project}", "*.csproj").Single();
        XDocument.Parse(file.Text).Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')))
            .ShouldBeSubsetOf(Arrows[project]);
    }

    [Fact]
    public void Assemblies_OutsideTheActorsAndTheEngine_DontKnowAnActorApi()
    {
        var output = Path.GetDirectoryName(typeof(HouseTests).Assembly.Location)!;
        var assemblies = Directory.GetFiles(output, "PixCrawler.*.dll")
            .Where(path => Arrows.ContainsKey(Path.GetFileNameWithoutExtension(path))).ToArray();
        assemblies.Length.ShouldBeGreaterThanOrEqualTo(6);
        foreach (var path in assemblies)
        {
            var name = Path.GetFileNameWithoutExtension(path);
            var knows = ReferencesOf(path).Where(reference => reference == Engine || reference.StartsWith("Akka", StringComparison.Ordinal));
            if (name is not ("PixCrawler.Actors" or Engine))
                knows.ShouldBeEmpty(name);
        }
    }

    [Fact]
    public void Sources_OutsideTheActorsAndTheEngine_DontUseAkkaNamespaces() =>
        FilesWith(@"^\s*(global )?using (static )?Akka\b|\bAkka\.(Actor|Persistence|Hosting)\.", RegexOptions.Multiline)
            .Where(file => file.Project is not ("PixCrawler.Actors" or Engine))
            .ShouldBeEmpty();

    [Fact]
    public void D1_Console_IsUsedByTheCommandLineAlone() =>
        FilesWith(@"\bConsole\s*\.\s*(Write|Out\b|Error\b|OpenStandardOutput|OpenStandardError|SetOut)")
            .Where(file => file.Project != "PixCrawler.Cli")
            .Select(file => file.Path)
            .ShouldBe([EngineFallbackLogger, WorkerProgram],
                "the engine's logger for systems without a configured one, which the host replaces, and a program started by mistake");

    [Fact]
    public void B1_Polly_IsUsedInOneFolder() =>
        FilesWith(@"\bPolly\b|\bResiliencePipeline\b")
            .Where(file => file.Text.Contains("using Polly", StringComparison.Ordinal))
            .Where(file => !file.Path.StartsWith("src/PixCrawler.Net/Resilience/", StringComparison.Ordinal))
            .ShouldBeEmpty();

    [Fact]
    public void Packages_OfPollyAndTheEngine_AreReferencedByOneProjectEach()
    {
        var projects = SourceTree.Files("src", "*.csproj").ToArray();
        projects.Where(file => file.Text.Contains("Include=\"Polly", StringComparison.Ordinal)).Select(file => file.Project)
            .ShouldBe(["PixCrawler.Net"]);
        projects.Where(file => file.Text.Contains("<UsesActorEngine>true", StringComparison.Ordinal)).Select(file => file.Project)
            .ShouldBe(["PixCrawler.Actors"]);
    }

    [Fact]
    public void Sources_AreAllOfOneFlavour_ButForTheSeam() =>
        FilesWith(@"^\s*#(if|elif|else)\b", RegexOptions.Multiline).ShouldBeEmpty();

    [Fact]
    public void Sources_KeepTo400Lines() =>
        SourceTree.Files("src").Concat(SourceTree.Files("tests"))
            .Where(file => file.Text.AsSpan().Count('\n') > 400)
            .ShouldBeEmpty();

    private static IEnumerable<SourceFile> FilesWith(string pattern, RegexOptions options = RegexOptions.None) =>
        SourceTree.Files("src").Where(file => Regex.IsMatch(file.Text, pattern, options));

    private static string[] ReferencesOf(string path)
    {
        using var reader = new PEReader(File.OpenRead(path));
        var metadata = reader.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name))];
    }
}
