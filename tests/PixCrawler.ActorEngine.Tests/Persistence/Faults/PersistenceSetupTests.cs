using Akka.Actor;
using Akka.Hosting;
using Akka.Persistence;
using Akka.Persistence.Hosting;
using Akka.Persistence.Journals;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace PixCrawler.ActorEngine.Tests.Persistence.Faults;

public sealed class PersistenceSetupTests
{
    [Fact]
    public async Task Journal_WhenItCannotBeOpened_FailsTheStartOfTheHost()
    {
        using var host = HostWith(setup => setup.Journal = _ => throw new InvalidOperationException("no such folder"));

        (await Should.ThrowAsync<InvalidOperationException>(() => host.StartAsync())).Message.ShouldBe("no such folder");
    }

    [Fact]
    public async Task Journal_WhenTheSystemHasTerminated_IsDisposed()
    {
        var journal = new DisposableJournal();
        using var host = HostWith(setup => setup.Journal = _ => journal);
        await host.StartAsync();
        var system = host.Services.GetRequiredService<ActorSystem>();
        Akka.Persistence.Persistence.Instance.Apply(system).Journal.ShouldBe(journal);
        journal.Disposed.Task.IsCompleted.ShouldBeFalse();

        await host.StopAsync();

        await journal.Disposed.Task.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100_001)]
    public void ReplayPageEvents_WhenOutOfRange_IsRefused(int events) =>
        Should.Throw<ArgumentOutOfRangeException>(() => new PersistenceSetup { ReplayPageEvents = events });

    [Theory]
    [InlineData(1)]
    [InlineData(100_000)]
    public void ReplayPageEvents_AtItsBounds_IsTaken(int events) =>
        new PersistenceSetup { ReplayPageEvents = events }.ReplayPageEvents.ShouldBe(events);

    [Fact]
    public void RecoveryEventTimeout_WhenZero_IsRefused() =>
        Should.Throw<ArgumentOutOfRangeException>(() => new PersistenceSetup { RecoveryEventTimeout = TimeSpan.Zero });

    private static IHost HostWith(Action<PersistenceSetup> configure) => Host.CreateDefaultBuilder()
        .ConfigureServices(services => services.AddAkka("setup", builder => builder.WithPersistence(configure))).Build();

    private sealed class DisposableJournal : IEventJournal, IDisposable
    {
        private readonly InMemoryJournal _inner = new();

        public TaskCompletionSource Disposed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Dispose() => Disposed.TrySetResult();

        public ValueTask<IReadOnlyList<Exception?>?> WriteAsync(IReadOnlyList<EventBatch> batches) => _inner.WriteAsync(batches);

        public ValueTask<IReadOnlyList<StoredEvent>> ReadAsync(string persistenceId, long fromSequenceNr, long toSequenceNr, int maxEvents) =>
            _inner.ReadAsync(persistenceId, fromSequenceNr, toSequenceNr, maxEvents);

        public ValueTask<long> ReadHighestSequenceNrAsync(string persistenceId) => _inner.ReadHighestSequenceNrAsync(persistenceId);

        public ValueTask DeleteToAsync(string persistenceId, long toSequenceNr) => _inner.DeleteToAsync(persistenceId, toSequenceNr);
    }
}
