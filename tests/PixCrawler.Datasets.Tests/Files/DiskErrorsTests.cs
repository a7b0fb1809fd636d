using System.Text.Json;
using PixCrawler.Contracts.Errors;
using PixCrawler.Datasets.Files;

namespace PixCrawler.Datasets.Tests.Files;

public sealed class DiskErrorsTests
{
    public static TheoryData<Exception, string> Causes => new()
    {
        { new IOException("No space left on device", 28), "free some space" },
        { new IOException("Disk quota exceeded", 122), "free some space" },
        { new IOException("disk full", unchecked((int)0x80070070)), "free some space" },
        { new IOException("Read-only file system", 30), "mount it writable" },
        { new UnauthorizedAccessException("denied"), "give this user the right to" },
        { new DirectoryNotFoundException("gone"), "check that its disk is mounted" },
        { new FileNotFoundException("gone"), "check that its disk is mounted" },
        { new IOException("Input/output error", 5), "check it and its connection" },
        { new JsonException("bad"), "restore it" },
    };

    [Theory]
    [MemberData(nameof(Causes))]
    public void ToInfrastructure_SaysWhatToDoAndKeepsTheCause(Exception cause, string advice)
    {
        DiskErrors.IsDiskError(cause).ShouldBeTrue();

        var error = DiskErrors.ToInfrastructure(cause, "/data/out");

        error.Kind.ShouldBe(InfrastructureKind.Disk);
        error.InnerException.ShouldBe(cause);
        error.Message.ShouldContain("/data/out");
        error.Message.ShouldContain(advice);
        error.Message.ShouldContain(cause.Message);
    }

    [Fact]
    public void IsDiskError_WhenItIsAMistakeOfOurs_SaysNo()
    {
        DiskErrors.IsDiskError(new ArgumentException("x")).ShouldBeFalse();
        DiskErrors.IsDiskError(new InvalidOperationException("x")).ShouldBeFalse();
        DiskErrors.IsDiskError(new OperationCanceledException("x")).ShouldBeFalse();
    }
}
