using Akka.Persistence.Journals;
using PixCrawler.Actors.Tests.World;
using PixCrawler.Contracts.Errors;
using PixCrawler.Contracts.Operations;

namespace PixCrawler.Actors.Tests.Operations;

/// <summary>D6: what failed an operation is told with the journal's own words, and with nothing secret in them.</summary>
public sealed class OperationJournalTests : OperationWorld
{
    private const string Secret = "no answer from https://crawler:hunter2@db.example/?sig=topsecret";

    private readonly OperationCommand _command = OperationCases.Command("check-integrity");
    private readonly FailingJournal _journal;

    public OperationJournalTests()
        : this(new FailingJournal())
    {
    }

    private OperationJournalTests(FailingJournal journal)
        : base(journal) => _journal = journal;

    [Theory]
    [InlineData(null, 13, "infrastructure-disk", "The disk is full")]
    [InlineData("08006", 0, "infrastructure-journal", "the journal of the operation failed")]
    public async Task D6_Operation_WhenItsJournalFails_SaysWhy(string? sqlState, int code, string reason, string problem)
    {
        _journal.Error = new FakeDbException(sqlState, code, message: Secret);
        Send(_command);

        var failed = await ReplyAsync<OperationFailed>();

        failed.Cause.Reason.ShouldBe(reason);
        failed.Cause.Message.ShouldContain(problem);
        ShouldBeSafe(failed.Cause.Message);
    }

    [Fact]
    public async Task D6_Operation_WhenItsFoundationsFail_KeepsAndTellsNothingSecret()
    {
        Body = _ => throw new InfrastructureException(InfrastructureKind.Database, Secret);
        Send(_command);

        ShouldBeSafe((await UntilAsync(_command.OperationId, OperationPhase.Restarting, 1)).Cause!.Message);
    }

    private static void ShouldBeSafe(string text)
    {
        text.ShouldContain("no answer from https://");
        text.ShouldNotContain("hunter2");
        text.ShouldNotContain("topsecret");
    }

    private sealed class FailingJournal : IEventJournal
    {
        private readonly InMemoryJournal _events = new();

        public Exception? Error { get; set; }

        public ValueTask<IReadOnlyList<Exception?>?> WriteAsync(IReadOnlyList<EventBatch> batches) =>
            Error is { } error ? ValueTask.FromException<IReadOnlyList<Exception?>?>(error) : _events.WriteAsync(batches);

        public ValueTask<IReadOnlyList<StoredEvent>> ReadAsync(string persistenceId, long fromSequenceNr, long toSequenceNr, int maxEvents) =>
            _events.ReadAsync(persistenceId, fromSequenceNr, toSequenceNr, maxEvents);

        public ValueTask<long> ReadHighestSequenceNrAsync(string persistenceId) => _events.ReadHighestSequenceNrAsync(persistenceId);

        public ValueTask DeleteToAsync(string persistenceId, long toSequenceNr) => _events.DeleteToAsync(persistenceId, toSequenceNr);
    }
}
