using System.ComponentModel.DataAnnotations;
using System.Data.Common;
using PixCrawler.Actors.Hosting;

namespace PixCrawler.Actors.Tests.Hosting;

public sealed class JournalOptionsTests
{
    [Theory]
    [InlineData("OUT/.pixcrawl/journal.db", JournalKind.Sqlite)]
    [InlineData("a;b='=.db", JournalKind.Sqlite)]
    [InlineData("key=value.db", JournalKind.Sqlite)]
    [InlineData("Host=localhost;Username=me", JournalKind.PostgreSql)]
    [InlineData("server=localhost", JournalKind.PostgreSql)]
    public void Parse_WhenGivenAFileOrAConnection_TellsWhichItIs(string text, JournalKind kind)
    {
        var journal = JournalOptions.Parse(text);

        journal.Kind.ShouldBe(kind);
        (kind == JournalKind.Sqlite ? journal.File : journal.ConnectionString).ShouldBe(text);
        Should.NotThrow(journal.Validate);
    }

    [Theory]
    [InlineData(" ", "name a file")]
    [InlineData("postgres://me@host/db", "Host=")]
    [InlineData("postgresql://me@host/db", "Host=")]
    public void Parse_WhenItIsNeither_SaysWhatToWrite(string text, string advice) =>
        Should.Throw<ValidationException>(() => JournalOptions.Parse(text)).Message.ShouldContain(advice);

    [Theory]
    [InlineData("plain.db")]
    [InlineData("/tmp/with ; and = and ' and \".db")]
    public void ProviderConnectionString_Always_NamesTheFileAsItIs(string file) =>
        new DbConnectionStringBuilder { ConnectionString = JournalOptions.Parse(file).ProviderConnectionString }["Data Source"].ShouldBe(file);

    [Theory]
    [InlineData(JournalKind.Sqlite, "File")]
    [InlineData(JournalKind.PostgreSql, "ConnectionString")]
    [InlineData((JournalKind)9, "Kind")]
    public void Validate_WhenSomethingIsMissing_NamesIt(JournalKind kind, string field) =>
        Should.Throw<ValidationException>(() => new PixCrawlerOptions { Journal = new JournalOptions { Kind = kind } }.Validate())
            .Message.ShouldContain(field);

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public void Validate_OfReadsAtOnce_KeepsTheRange(int reads, bool isValid)
    {
        void Validate() => new PixCrawlerOptions { Journal = new JournalOptions { MaxConcurrentReads = reads } }.Validate();
        if (isValid)
            Should.NotThrow(Validate);
        else
            Should.Throw<ValidationException>(Validate).Message.ShouldContain("MaxConcurrentReads");
    }
}
