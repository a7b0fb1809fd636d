using System.Net.Sockets;
using PixCrawler.Actors.Supervision;
using PixCrawler.Actors.Tests.World;
using PixCrawler.Contracts.Errors;
using PixCrawler.Domain.Failures;

namespace PixCrawler.Actors.Tests.Supervision;

/// <summary>C3, C4: foundations' failures are recognised by types and codes, whatever their text.</summary>
public sealed class InfrastructureFaultsTests
{
    private const string Misleading = "disk full, connection lost, out of memory";

    [Theory]
    [InlineData("08000", true)]
    [InlineData("08006", true)]
    [InlineData("53200", true)]
    [InlineData("53300", true)]
    [InlineData("57P01", true)]
    [InlineData("57P03", true)]
    [InlineData("57014", false)]
    [InlineData("23505", false)]
    [InlineData("42601", false)]
    [InlineData("28P01", false)]
    public void Database_BySqlState_IsAConnectionsFailureOrNone(string sqlState, bool isInfrastructure) =>
        ShouldBe(new FakeDbException(sqlState, 0), isInfrastructure ? InfrastructureKind.Database : null);

    [Theory]
    [InlineData(5, true)]
    [InlineData(8, true)]
    [InlineData(14, true)]
    [InlineData(1, false)]
    [InlineData(11, false)]
    [InlineData(19, false)]
    [InlineData(19 | (8 << 8), false)]
    [InlineData(unchecked((int)0x80004005), false)]
    public void Database_BySqliteCode_IsAFilesFailureOrNone(int code, bool isInfrastructure) =>
        ShouldBe(new FakeDbException(null, code), isInfrastructure ? InfrastructureKind.Database : null);

    [Theory]
    [InlineData("53100", 0, true)]
    [InlineData(null, 13, true)]
    [InlineData(null, 10, false)]
    [InlineData(null, 10 | (3 << 8), false)]
    [InlineData(null, FakeDbException.SqliteIoErrorFsync, false)]
    public void Database_WhenItsDiskIsFullOrFails_IsTheDisks(string? sqlState, int code, bool saysFull)
    {
        var error = new FakeDbException(sqlState, code);

        ShouldBe(error, InfrastructureKind.Disk);
        InfrastructureFaults.IsDatabaseFull(error).ShouldBe(saysFull);
        InfrastructureFaults.IsDatabaseFull(InfrastructureFaults.Translate(error)).ShouldBe(saysFull);
        if (saysFull)
            InfrastructureFaults.Translate(error).Message.ShouldContain("The disk is full");
    }

    [Fact]
    public void Database_WhenTheDriverWrapsAFullDisk_IsTheDisks() =>
        ShouldBe(new FakeDbException(null, 0, new IOException(Misleading, 28)), InfrastructureKind.Disk);

    [Fact]
    public void Database_WhenTheDriverWrapsABrokenConnection_IsInfrastructure()
    {
        ShouldBe(new FakeDbException(null, 0, new SocketException(111)), InfrastructureKind.Database);
        ShouldBe(new FakeDbException(null, 0, new IOException(Misleading)), InfrastructureKind.Database);
        ShouldBe(new FakeDbException(null, 0, new TimeoutException()), InfrastructureKind.Database);
        ShouldBe(new FakeDbException(null, 0, new FormatException()), null);
    }

    [Theory]
    [InlineData(28)]
    [InlineData(122)]
    [InlineData(30)]
    [InlineData(13)]
    public void Disk_ByErrno_IsInfrastructure(int errno) => ShouldBe(new IOException(Misleading, errno), InfrastructureKind.Disk);

    [Fact]
    public void Disk_WhenAccessIsDenied_IsInfrastructure() =>
        ShouldBe(new UnauthorizedAccessException(), InfrastructureKind.Disk);

    [Fact]
    public void Memory_WhenABudgetIsRefused_IsInfrastructureAndNotFatal()
    {
        var refused = new InsufficientMemoryException();

        ShouldBe(refused, InfrastructureKind.Memory);
        FatalErrors.IsFatal(refused).ShouldBeFalse();
    }

    [Fact]
    public void Memory_WhenItHasRunOut_IsFatalAndNoInfrastructureFailure()
    {
        var gone = new MemoryGoneException();

        ShouldBe(gone, null);
        FatalErrors.IsFatal(gone).ShouldBeTrue();
    }

    [Fact]
    public void OtherErrors_WhateverTheirText_StayWhatTheyAre()
    {
        Exception[] others =
        [
            new IOException(Misleading), new IOException(Misleading, 5), new SocketException(111), new InvalidOperationException(Misleading),
            new TimeoutException(Misleading), new OperationCanceledException(), new NotFoundException("http-404", Misleading),
            new InfrastructureException(InfrastructureKind.Journal, Misleading),
        ];
        foreach (var error in others)
            ShouldBe(error, null);
    }

    private static void ShouldBe(Exception error, InfrastructureKind? kind)
    {
        var translated = InfrastructureFaults.Translate(error);
        if (kind is null)
        {
            translated.ShouldBeSameAs(error);
            return;
        }

        translated.ShouldBeOfType<InfrastructureException>().Kind.ShouldBe(kind.Value);
        translated.InnerException.ShouldBeSameAs(error);
    }
}
