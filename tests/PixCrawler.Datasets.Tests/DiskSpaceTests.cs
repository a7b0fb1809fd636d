namespace PixCrawler.Datasets.Tests;

public sealed class DiskSpaceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void FreeBytes_OfAFolder_IsWhatItsDiskHasLeft() =>
        new DiskSpace().FreeBytes(_folder.Path).ShouldNotBeNull().ShouldBeInRange(1, new DriveInfo(_folder.Path).TotalSize);

    [Fact]
    public void FreeBytes_OfAFolderThatIsNotThere_IsUnknown() =>
        new DiskSpace().FreeBytes(_folder.Combine("missing")).ShouldBeNull();
}
