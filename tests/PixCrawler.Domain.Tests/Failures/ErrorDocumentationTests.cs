using System.Xml.Linq;
using PixCrawler.Contracts.Errors;

namespace PixCrawler.Domain.Tests.Failures;

/// <summary>Each error type says whether, where and how often it is retried (failure-semantics C6).</summary>
public sealed class ErrorDocumentationTests
{
    private static readonly Dictionary<string, string> Summaries =
        XDocument.Load(Path.ChangeExtension(typeof(CrawlException).Assembly.Location, ".xml"))
            .Descendants("member")
            .Where(member => member.Element("summary") is not null)
            .ToDictionary(
                member => (string)member.Attribute("name")!,
                member => string.Join(' ', member.Element("summary")!.Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));

    [Fact]
    public void EveryErrorType_SaysInItsSummaryHowItIsRetried() =>
        ErrorTypes.All.Where(type => !SummaryOf(type).Contains("Retried: ", StringComparison.Ordinal)).ShouldBeEmpty();

    [Fact]
    public void EveryErrorType_StatesTheRetriesOfItsClass() =>
        ErrorTypes.All.Where(type => !SummaryOf(type).Contains(RuleOf(type), StringComparison.Ordinal)).ShouldBeEmpty();

    private static string SummaryOf(Type type) => Summaries.GetValueOrDefault($"T:{type.FullName}", "");

    private static string RuleOf(Type type) =>
        typeof(TransientException).IsAssignableFrom(type) ? "3 attempts in all"
        : typeof(PermanentException).IsAssignableFrom(type) ? "Retried: never, by no layer"
        : "3 restarts 60 s apart";
}
