using System.Net.Sockets;
using PixCrawler.Contracts.Errors;
using PixCrawler.Domain.Failures;

namespace PixCrawler.Domain.Tests.Failures;

public sealed class FailureClassifierTests
{
    private static readonly Dictionary<Type, FailureClass> Table = new()
    {
        [typeof(RateLimitedException)] = FailureClass.Transient,
        [typeof(ServiceUnavailableException)] = FailureClass.Transient,
        [typeof(RequestTimeoutException)] = FailureClass.Transient,
        [typeof(NetworkFailureException)] = FailureClass.Transient,
        [typeof(CircuitOpenException)] = FailureClass.Transient,
        [typeof(PermanentException)] = FailureClass.Permanent,
        [typeof(InvalidInputException)] = FailureClass.Permanent,
        [typeof(NotFoundException)] = FailureClass.Permanent,
        [typeof(AuthenticationFailedException)] = FailureClass.Permanent,
        [typeof(BadRequestException)] = FailureClass.Permanent,
        [typeof(RefusedException)] = FailureClass.Permanent,
        [typeof(QuotaExhaustedException)] = FailureClass.Permanent,
        [typeof(InfrastructureException)] = FailureClass.Infrastructure,
    };

    [Fact]
    public void Classify_ForEveryErrorOfTheContracts_AnswersAsTheTableSays() =>
        ErrorTypes.All.Where(type => !type.IsAbstract)
            .ToDictionary(type => type, type => FailureClassifier.Classify(ErrorTypes.Create(type)))
            .ShouldBe(Table, ignoreOrder: true);

    [Fact]
    public void EveryErrorOfTheContracts_IsACrawlException() =>
        ErrorTypes.All.ShouldAllBe(type => typeof(CrawlException).IsAssignableFrom(type));

    [Theory]
    [InlineData(InfrastructureKind.Database)]
    [InlineData(InfrastructureKind.Journal)]
    [InlineData(InfrastructureKind.Disk)]
    [InlineData(InfrastructureKind.Memory)]
    public void Classify_WhenAnyFoundationFails_SaysInfrastructure(InfrastructureKind kind) =>
        FailureClassifier.Classify(new InfrastructureException(kind, "message")).ShouldBe(FailureClass.Infrastructure);

    [Fact]
    public void Classify_WhenTheCallerGaveUp_SaysCancelled()
    {
        FailureClassifier.Classify(new OperationCanceledException()).ShouldBe(FailureClass.Cancelled);
        FailureClassifier.Classify(new TaskCanceledException()).ShouldBe(FailureClass.Cancelled);
    }

    [Fact]
    public void Classify_WhenTheErrorIsNotOneOfTheProducts_SaysUnknown()
    {
        Exception[] foreign =
        [
            new InvalidOperationException("http 503, timeout, permanent: words must not count"),
            new TimeoutException(),
            new IOException(),
            new HttpRequestException(),
            new SocketException(),
            new FormatException(),
            new AggregateException(new OperationCanceledException()),
        ];

        foreign.ShouldAllBe(error => FailureClassifier.Classify(error) == FailureClass.Unknown);
    }

    [Fact]
    public void Classify_WhenOneErrorWrapsAnother_JudgesTheOuterOne() =>
        FailureClassifier.Classify(new NotFoundException("http-404", "gone", new RequestTimeoutException("timeout", "slow")))
            .ShouldBe(FailureClass.Permanent);
}
