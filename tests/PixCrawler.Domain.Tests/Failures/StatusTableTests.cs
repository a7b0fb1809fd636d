using PixCrawler.Contracts.Errors;
using PixCrawler.Domain.Failures;

namespace PixCrawler.Domain.Tests.Failures;

public sealed class StatusTableTests
{
    public static TheoryData<int> Statuses => [.. Enumerable.Range(400, 200)];

    [Theory]
    [MemberData(nameof(Statuses))]
    public void ClassOf_WhenStatusIsAnError_FollowsTheTables(int status)
    {
        StatusTable.Network.ClassOf(status).ShouldBe(status is 429 or 503 or 504 ? FailureClass.Transient : FailureClass.Permanent);
        StatusTable.GenAi.ClassOf(status)
            .ShouldBe(status is 408 or 425 or 429 or 500 or 502 or 503 or 504 ? FailureClass.Transient : FailureClass.Permanent);
    }

    [Theory]
    [MemberData(nameof(Statuses))]
    public void From_WhenStatusIsAnError_MakesTheErrorOfItsClass(int status)
    {
        var error = StatusErrors.From(status, StatusTable.Network, "example.com", null, TimeSpan.FromSeconds(60));

        error.GetType().ShouldBe(status switch
        {
            400 => typeof(BadRequestException),
            401 or 403 => typeof(AuthenticationFailedException),
            404 => typeof(NotFoundException),
            429 => typeof(RateLimitedException),
            503 or 504 => typeof(ServiceUnavailableException),
            _ => typeof(PermanentException),
        });
        FailureClassifier.Classify(error).ShouldBe(StatusTable.Network.ClassOf(status));
        (error.HttpStatus, error.Reason).ShouldBe((status, $"http-{status}"));
    }

    [Fact]
    public void ClassOf_WhenCodeAndClassAreListed_LooksUpTheCodeFirst()
    {
        var table = new StatusTable(new Dictionary<string, FailureClass>
        {
            ["5xx"] = FailureClass.Transient,
            ["501"] = FailureClass.Permanent,
            ["429"] = FailureClass.Transient,
            ["4XX"] = FailureClass.Permanent,
        });

        (table.ClassOf(501), table.ClassOf(500), table.ClassOf(429), table.ClassOf(404), table.ClassOf(304)).ShouldBe(
            (FailureClass.Permanent, FailureClass.Transient, FailureClass.Transient, FailureClass.Permanent, FailureClass.Permanent));
    }

    [Theory]
    [InlineData("99", FailureClass.Transient)]
    [InlineData("600", FailureClass.Transient)]
    [InlineData("6xx", FailureClass.Transient)]
    [InlineData("many", FailureClass.Transient)]
    [InlineData("503", FailureClass.Infrastructure)]
    public void Create_WhenEntryMakesNoSense_SaysWhich(string key, FailureClass value) =>
        Should.Throw<ArgumentException>(() => new StatusTable(new Dictionary<string, FailureClass> { [key] = value })).Message.ShouldContain(key);
}
