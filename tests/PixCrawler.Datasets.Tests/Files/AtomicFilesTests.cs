using PixCrawler.Datasets.Files;
using PixCrawler.Domain.Failures;

namespace PixCrawler.Datasets.Tests.Files;

public sealed class AtomicFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly AtomicFiles _files;

    public AtomicFilesTests()
    {
        Directory.CreateDirectory(_folder.Combine("tmp"));
        _files = new AtomicFiles(_folder.Combine("tmp"));
    }

    private string Target => _folder.Combine("target");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Create_WhenAnotherProcessIsFirstMeanwhile_LeavesItsFileAsItIs()
    {
        var (target, temporary) = (_folder.Combine("account"), _folder.Combine("tmp"));
        var files = new AtomicFiles(temporary, path =>
        {
            File.WriteAllText(target, "first");
            return File.Create(path);
        });

        files.Create(target, stream => stream.Write("second"u8)).ShouldBeFalse();

        File.ReadAllText(target).ShouldBe("first");
        Directory.GetFiles(temporary).ShouldBeEmpty();
    }

    [Fact]
    public void Write_WhileUnderWay_ShowsReadersTheOldFile()
    {
        _files.Write(Target, "old"u8.ToArray());

        _files.Write(Target, stream =>
        {
            stream.Write("new and"u8);
            File.ReadAllText(Target).ShouldBe("old");
            stream.Write(" longer"u8);
        });

        File.ReadAllText(Target).ShouldBe("new and longer");
        _folder.Files().ShouldBe(["target"]);
    }

    [Fact]
    public void Write_WhenItFailsHalfWay_LeavesNeitherTargetNorTemporaryFile()
    {
        Should.Throw<IOException>(() => _files.Write(Target, stream =>
        {
            stream.Write("half"u8);
            throw new IOException("unplugged");
        }));

        _folder.Files().ShouldBeEmpty();
    }

    [Fact]
    public void Write_WhenItFailsHalfWay_KeepsTheOldFile()
    {
        _files.Write(Target, "old"u8.ToArray());

        Should.Throw<IOException>(() => _files.Write(Target, _ => throw new IOException("unplugged")));

        File.ReadAllText(Target).ShouldBe("old");
        _folder.Files().ShouldBe(["target"]);
    }

    [Fact]
    public void Write_WhenTheDiskIsFull_LeavesNeitherTargetNorTemporaryFile()
    {
        var full = new AtomicFiles(_folder.Combine("tmp"), FullDisk.Create);

        var error = Should.Throw<IOException>(() => full.Write(Target, new byte[100]));

        DiskFaults.IsFull(error).ShouldBeTrue();
        _folder.Files().ShouldBeEmpty();
    }

    [Fact]
    public void Write_WhenTheTargetIsAFolder_LeavesNoTemporaryFile()
    {
        Directory.CreateDirectory(Target);

        Should.Throw<Exception>(() => _files.Write(Target, new byte[100]));

        _folder.Files().ShouldBeEmpty();
    }

    [Fact]
    public void Collect_WhileThisProcessWrites_LeavesItsFileAlone()
    {
        File.WriteAllText(_folder.Combine("tmp", "dead"), "half");

        _files.Write(Target, stream =>
        {
            stream.Write("whole"u8);
            new AtomicFiles(_folder.Combine("tmp")).Collect().ShouldBe(1);
        });

        File.ReadAllText(Target).ShouldBe("whole");
        _folder.Files().ShouldBe(["target"]);
    }
}
