using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing.Template;

namespace PixCrawler.ImageFarm.Tests;

public class FarmBehavioursTests : FarmFixture
{
    public static TheoryData<FarmCase> Quick =>
        new(FarmBehaviours.All.Where(row => !row.Hangs && row.Name is not ("endless" or "length-huge")));

    [Fact]
    public void All_Names_AreUnique() => FarmBehaviours.All.Select(row => row.Name).ShouldBeUnique();

    [Fact]
    public void All_Examples_AreUnique() => FarmBehaviours.All.Select(row => row.ExamplePath).ShouldBeUnique();

    [Fact]
    public void All_Examples_AreAnsweredByTheBehaviourThatListsThem()
    {
        foreach (var behaviour in FarmBehaviours.Registry)
            foreach (var row in behaviour.Cases)
            {
                var first = FarmBehaviours.Registry.First(candidate =>
                    new TemplateMatcher(TemplateParser.Parse(candidate.Route[1..]), []).TryMatch(row.ExamplePath, []));
                first.Route.ShouldBe(behaviour.Route, row.Name);
            }
    }

    [Fact]
    public void All_Expectations_AgreeWithTheContractOfAttempts()
    {
        foreach (var row in FarmBehaviours.All)
        {
            row.MaxRequests.ShouldBeInRange(0, 3, row.Name);
            if (row.Outcome == FarmOutcome.FailedTransient) row.MaxRequests.ShouldBe(3, row.Name);
            (row.Reason.Length == 0).ShouldBe(row.Outcome == FarmOutcome.Kept, row.Name);
        }
    }

    [Fact]
    public void Readme_Table_IsTheRegistry()
    {
        string readme = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "README.md"));
        var rows = readme.Split('\n').Where(line => line.StartsWith("| `/", StringComparison.Ordinal));
        rows.ShouldBe(FarmBehaviours.Registry.Select(behaviour =>
            $"| `{behaviour.Route}` | {behaviour.What} | {string.Join("; ", behaviour.Cases.Select(Describe))} |"));
    }

    [Theory]
    [MemberData(nameof(Quick))]
    public async Task Case_AskedAsOftenAsAllowed_EndsAsItsRowSays(FarmCase row)
    {
        ArgumentNullException.ThrowIfNull(row);
        int requests = Math.Max(row.MaxRequests, 1);
        int? last = null;
        for (int i = 0; i < requests; i++) last = await StatusOrNullAsync(row.ExamplePath);

        Farm.Log.CountFor(row.ExamplePath).ShouldBe(requests);
        int? expected = row switch
        {
            _ when Regex.Match(row.ExamplePath, @"^/redirect/(\d+)/") is { Success: true } redirect => int.Parse(redirect.Groups[1].Value),
            _ when row.ExamplePath.StartsWith("/redirect/", StringComparison.Ordinal) => 302,
            _ when Regex.Match(row.Reason, @"^http-(\d+)$") is { Success: true } status => int.Parse(status.Groups[1].Value),
            { Outcome: FarmOutcome.Deferred } => 503,
            { Outcome: FarmOutcome.FailedTransient } => null,
            { Name: "status-204" } => 204,
            _ => 200,
        };
        last.ShouldBe(expected);
    }

    private static string Describe(FarmCase row) =>
        $"{row.Name}: {row.Outcome} {row.Reason}".TrimEnd() + $", {row.MaxRequests}";

    private async Task<int?> StatusOrNullAsync(string path)
    {
        try
        {
            using var response = await GetAsync(path);
            return (int)response.StatusCode;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }
}
