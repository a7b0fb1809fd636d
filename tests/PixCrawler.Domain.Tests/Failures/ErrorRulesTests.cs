using System.Text;
using PixCrawler.Contracts.Errors;
using PixCrawler.Domain.Failures;

namespace PixCrawler.Domain.Tests.Failures;

/// <summary>C5: a 429 is "later" or "not with this credential", told apart by error codes and never by text (C4).</summary>
public sealed class ErrorRulesTests
{
    private static readonly ErrorRules Rules = new(StatusTable.GenAi, ["insufficient_quota", "billing_not_active"], TimeSpan.FromSeconds(60));

    [Theory]
    [InlineData("""{"error":{"message":"x","type":"insufficient_quota","code":"insufficient_quota"}}""", typeof(QuotaExhaustedException), "quota-exhausted")]
    [InlineData("""{"code":"BILLING_NOT_ACTIVE"}""", typeof(QuotaExhaustedException), "quota-exhausted")]
    [InlineData("""{"error":{"code":429,"status":"RESOURCE_EXHAUSTED","details":[{"reason":"insufficient_quota"}]}}""", typeof(QuotaExhaustedException), "quota-exhausted")]
    [InlineData("""{"error":{"message":"insufficient_quota: you exceeded your current quota, billing_not_active","code":"rate_limit_exceeded"}}""", typeof(RateLimitedException), "http-429")]
    [InlineData("""{"message":"insufficient_quota"}""", typeof(RateLimitedException), "http-429")]
    [InlineData("insufficient_quota", typeof(RateLimitedException), "http-429")]
    [InlineData("""["insufficient_quota"]""", typeof(RateLimitedException), "http-429")]
    [InlineData("""{"error":{"code":["insufficient_quota"],"details":{}}}""", typeof(RateLimitedException), "http-429")]
    [InlineData("", typeof(RateLimitedException), "http-429")]
    public void ErrorOf_WhenAnswerIs429_GoesByItsCodes(string body, Type type, string reason)
    {
        var codes = ErrorCodes.Read(Encoding.UTF8.GetBytes(body));
        var error = Rules.ErrorOf(new ErrorAnswer(429, "api.example", TimeSpan.FromSeconds(3)) { Codes = codes });
        error.ShouldBeOfType(type);
        (error.Reason, error.HttpStatus).ShouldBe((reason, 429));
        if (error is TransientException transient)
            transient.RetryAfter.ShouldBe(TimeSpan.FromSeconds(3));
    }

    [Theory]
    [MemberData(nameof(StatusTableTests.Statuses), MemberType = typeof(StatusTableTests))]
    public void ErrorOf_WhenOtherStatusCarriesAQuotaCode_GoesByTheTable(int status)
    {
        if (status == 429)
            return;
        var error = Rules.ErrorOf(new ErrorAnswer(status, "api.example") { Codes = ["insufficient_quota"] });
        FailureClassifier.Classify(error).ShouldBe(StatusTable.GenAi.ClassOf(status));
        error.Reason.ShouldBe($"http-{status}");
    }

    [Fact]
    public void Read_WhenAnswerIsLargerThanAllowed_GivesNoCodes()
    {
        var body = """{"code":"insufficient_quota"}""";
        ErrorCodes.Read(Encoding.UTF8.GetBytes(body.PadRight(ErrorCodes.MaxBytes))).ShouldBe(["insufficient_quota"]);
        ErrorCodes.Read(Encoding.UTF8.GetBytes(body.PadRight(ErrorCodes.MaxBytes + 1))).ShouldBeEmpty();
    }
}
