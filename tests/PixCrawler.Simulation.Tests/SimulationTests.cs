using PixCrawler.Simulation.Laws;
using Xunit.Abstractions;

namespace PixCrawler.Simulation.Tests;

/// <summary>The laws of docs/reliability.md over many simulated worlds, and over every world that ever broke one.</summary>
public sealed class SimulationTests(ITestOutputHelper output)
{
    private const int Seeds = 2000;

    [Fact]
    public void EverySeed_WhenRecordedAsBroken_HoldsAllLaws() => Judge(Sweep.Run(RecordedSeeds.Read(), Environment.ProcessorCount));

    [Fact]
    public void EverySeed_OfTheFirstTwoThousand_HoldsAllLaws()
    {
        var sweep = Sweep.Run(CommandLine.Range(1, Seeds), Environment.ProcessorCount, mostFailures: 20);

        Judge(sweep);
        sweep.Count.ShouldBe(Seeds);
        foreach (var (law, checks) in sweep.Checks)
            checks.ShouldBeGreaterThan(0, $"{law} was never put to the test");
    }

    [Fact]
    public void Worlds_WhenOfTheSameSeed_LeaveTheSameTrace()
    {
        foreach (var seed in CommandLine.Range(1, 50))
            seed.Run().TraceHash.ShouldBe(seed.Run().TraceHash, $"seed {seed}");
    }

    private void Judge(Sweep sweep)
    {
        using var text = new StringWriter();
        sweep.Print(text);
        output.WriteLine(text.ToString());
        sweep.Unsteady.ShouldBeEmpty();
        sweep.Failed.Select(result => $"{result.Seed.CommandLine}: {Describe(result.Broken.First())}").ShouldBeEmpty();
    }

    private static string Describe(Law law) => $"{law.Name}: {law.Violation}";
}
