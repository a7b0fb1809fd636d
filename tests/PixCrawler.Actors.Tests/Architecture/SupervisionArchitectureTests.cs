using System.Reflection;
using System.Text.RegularExpressions;
using Akka.Actor;
using PixCrawler.Actors.Hosting;
using PixCrawler.Actors.Supervision;

namespace PixCrawler.Actors.Tests.Architecture;

/// <summary>A1: no parent uses the default decider, which restarts on any exception; one class decides for all.</summary>
public sealed class SupervisionArchitectureTests
{
    private static readonly Type[] ActorTypes =
        [.. typeof(PixCrawlerOptions).Assembly.GetTypes().Where(type => type.IsAssignableTo(typeof(ActorBase)) && !type.IsAbstract)];

    // A partial class is judged as a whole.
    private static readonly ILookup<string, SourceFile> SourcesByActor = SourceTree.Files("src/PixCrawler.Actors")
        .ToLookup(file => Path.GetFileName(file.Path).Split('.')[0]);

    public static TheoryData<string> Actors => [.. ActorTypes.Select(type => type.Name).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Actors))]
    public void A1_AnActorThatHasChildren_UsesTheOneStrategy(string name)
    {
        var sources = SourcesByActor[name].ToArray();
        sources.ShouldNotBeEmpty($"{name} lies in a file of its own name");
        var text = string.Concat(sources.Select(file => file.Text));
        if (!text.Contains("Context.ActorOf", StringComparison.Ordinal))
            return;
        typeof(StopAndReportStrategy).IsSealed.ShouldBeTrue();
        ActorTypes.Single(type => type.Name == name)
            .GetMethod("SupervisorStrategy", BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
            .ShouldNotBeNull($"{name} has children and must not leave them to the default decider");
        Regex.IsMatch(text, @"SupervisorStrategy\(\) => new StopAndReportStrategy\(Self\);").ShouldBeTrue();
    }

    [Fact]
    public void A1_Strategies_AreMadeInOnePlace() =>
        SourceTree.Files("src/PixCrawler.Actors")
            .Where(file => Regex.IsMatch(file.Text, @"\b(OneForOneStrategy|AllForOneStrategy|Directive\.|BackoffSupervisor|Backoff\.)"))
            .Select(file => file.Path)
            .ShouldBe(["src/PixCrawler.Actors/Supervision/StopAndReportStrategy.cs"]);

    [Fact]
    public void A1_Actors_AreListedByReflectionAndNotByHand() => ActorTypes.Length.ShouldBeGreaterThan(8);
}
