using PixCrawler.Domain.Failures;

namespace PixCrawler.Domain.Tests.Failures;

/// <summary>C3, C4: a disk's state is told by type and code.</summary>
public sealed class DiskFaultsTests
{
    [Theory]
    [InlineData(28, true, false, false)]
    [InlineData(122, true, false, false)]
    [InlineData(69, true, false, false)]
    [InlineData(unchecked((int)0x80070070), true, false, false)]
    [InlineData(unchecked((int)0x80070027), true, false, false)]
    [InlineData(unchecked((int)0x8007050F), true, false, false)]
    [InlineData(30, false, true, false)]
    [InlineData(unchecked((int)0x80070013), false, true, false)]
    [InlineData(13, false, false, true)]
    [InlineData(2, false, false, false)]
    [InlineData(5, false, false, false)]
    public void Code_SaysWhatIsWrong(int code, bool isFull, bool isReadOnly, bool isDenied)
    {
        var error = new IOException("No space left on device, Read-only file system, Permission denied", code);

        (DiskFaults.IsFull(error), DiskFaults.IsReadOnly(error), DiskFaults.IsDenied(error)).ShouldBe((isFull, isReadOnly, isDenied));
    }

    [Fact]
    public void UnauthorizedAccess_IsDenied() => DiskFaults.IsDenied(new UnauthorizedAccessException()).ShouldBeTrue();

    [Fact]
    public void OtherErrors_SayNothingOfTheDisk()
    {
        var error = new InvalidOperationException { HResult = 28 };

        (DiskFaults.IsFull(error), DiskFaults.IsReadOnly(error), DiskFaults.IsDenied(error)).ShouldBe((false, false, false));
    }
}
