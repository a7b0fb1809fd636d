using PixCrawler.Contracts.Chunks;
using PixCrawler.Contracts.Errors;
using PixCrawler.Contracts.Jobs;
using PixCrawler.Domain.Failures;

namespace PixCrawler.Domain.Tests.Failures;

public sealed class FailureCausesTests
{
    [Fact]
    public void Of_AnErrorOfTheContracts_KeepsKindReasonTypeAndMessage() =>
        FailureCauses.Of(new RequestTimeoutException("timeout", "no answer in 30 s"))
            .ShouldBe(new FailureCause(FailureKind.Transient, "timeout", "RequestTimeoutException", "no answer in 30 s"));

    [Fact]
    public void Of_APermanentError_IsPermanent() =>
        FailureCauses.Of(new NotFoundException("http-404", "gone")).Kind.ShouldBe(FailureKind.Permanent);

    [Theory]
    [InlineData(InfrastructureKind.Database, "infrastructure-database")]
    [InlineData(InfrastructureKind.Journal, "infrastructure-journal")]
    [InlineData(InfrastructureKind.Disk, "infrastructure-disk")]
    [InlineData(InfrastructureKind.Memory, "infrastructure-memory")]
    public void Of_AnInfrastructureFailure_NamesTheFoundation(InfrastructureKind kind, string reason) =>
        FailureCauses.Of(new InfrastructureException(kind, "it broke"))
            .ShouldBe(new FailureCause(FailureKind.Infrastructure, reason, "InfrastructureException", "it broke"));

    [Fact]
    public void Of_AnErrorNobodyForesaw_IsUnknown() =>
        FailureCauses.Of(new InvalidOperationException("surprise"))
            .ShouldBe(new FailureCause(FailureKind.Unknown, "unexpected-error", "InvalidOperationException", "surprise"));

    [Fact]
    public void Of_Nothing_IsRefused() => Should.Throw<ArgumentNullException>(() => FailureCauses.Of(null!));
}
