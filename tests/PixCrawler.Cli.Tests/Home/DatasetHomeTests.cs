using PixCrawler.Actors.Hosting;
using PixCrawler.Cli.Home;
using PixCrawler.Cli.Tests.Hosting;
using PixCrawler.Contracts.Jobs;

namespace PixCrawler.Cli.Tests.Home;

public sealed class DatasetHomeTests : IDisposable
{
    private static readonly JobNote Note = new(new JobId(new Guid(1, 2, 3, new byte[8])).ToString(), JobNote.Own);

    private readonly TemporaryFolder _folder = new();

    private DatasetHome Home => new(_folder.Path);

    [Fact]
    public void Note_WhenWritten_ReadsBackAndNamesTheJob()
    {
        Home.ReadNote().ShouldBeNull();
        Home.WriteNote(Note);

        Home.HasJob.ShouldBeTrue();
        Home.ReadNote().ShouldBe(Note);
        Note.JobId.ToString().ShouldBe(Note.Job);
    }

    [Fact]
    public void TryLock_WhileAnotherHasIt_IsNullAndTheHolderIsNamed()
    {
        Home.Worker().ShouldBeNull();
        using (Home.TryLock().ShouldNotBeNull())
        {
            Home.TryLock().ShouldBeNull();
            Home.Worker().ShouldBe(Environment.ProcessId);
        }

        Home.Worker().ShouldBeNull("what a process left behind holds nobody off");
        Home.TryLock().ShouldNotBeNull().Dispose();
    }

    [Fact]
    public void Journal_WhenNoneIsGiven_IsTheOneTheJobWasBegunWith()
    {
        Home.Journal(Note, given: null).File.ShouldBe(_folder.Sub(".pixcrawl/journal.db"));
        Home.Journal(Note with { Journal = "/elsewhere/j.db" }, given: null).File.ShouldBe("/elsewhere/j.db");
    }

    [Fact]
    public void Journal_InPostgreSql_HasASchemaOfItsOwnForEachJob()
    {
        var other = Note with { Job = new JobId(new Guid(9, 2, 3, new byte[8])).ToString() };

        var schema = Home.Journal(Note, JournalOptions.Parse("Host=db")).Schema;

        schema.ShouldNotBe(Home.Journal(other, JournalOptions.Parse("Host=db")).Schema);
        Should.NotThrow(() => new JournalOptions { Kind = JournalKind.PostgreSql, ConnectionString = "Host=db", Schema = schema }.Validate());
    }

    [Fact]
    public void Forget_LeavesTheFolderAsItWas()
    {
        File.WriteAllText(_folder.Sub("mine.txt"), "");
        Home.WriteNote(Note);
        Home.TryLock()!.Dispose();

        Home.Forget();

        Directory.EnumerateFileSystemEntries(_folder.Path).ShouldBe([_folder.Sub("mine.txt")]);
    }

    public void Dispose() => _folder.Dispose();
}
