using Akka.Actor;
using Akka.Cluster.Hosting;
using Akka.Cluster.Sharding;

namespace PixCrawler.ActorEngine.Tests.Sharding;

/// <summary>Entities by id: started when something arrives, stopped without loss.</summary>
public sealed class ShardRegionTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly GuestBook _book = new();

    [Fact]
    public async Task Message_ForAnEntityThatIsNotThere_StartsItAndIsAnsweredByIt()
    {
        await using var host = await ShardHost.StartAsync(_book);

        (await host.AskAsync("ann", "hello")).ShouldBe("ann/1: hello");
        (await host.AskAsync("bob", "hello")).ShouldBe("bob/1: hello");
        (await host.AskAsync("ann", "again")).ShouldBe("ann/1: again");
    }

    [Fact]
    public async Task Messages_FromOneSenderToOneEntity_KeepTheirOrderAlsoWhenItIsJustStarted()
    {
        await using var host = await ShardHost.StartAsync(_book);

        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(number => host.AskAsync("ann", $"{number}")));

        answers.ShouldBe(Enumerable.Range(0, 100).Select(number => $"ann/1: {number}"));
        _book.Visits("ann").ShouldBe(1);
    }

    [Fact]
    public async Task Ids_WithAnyCharacters_AreEntitiesOfTheirOwn()
    {
        await using var host = await ShardHost.StartAsync(_book);

        (await host.AskAsync("[::1]:80/ä b", "hello")).ShouldBe("[::1]:80/ä b/1: hello");
        (await host.AskAsync("[::1]:80/ä c", "hello")).ShouldBe("[::1]:80/ä c/1: hello");
    }

    [Fact]
    public async Task Passivation_WhenMessagesArriveMeanwhile_HandsThemToTheNextIncarnationInOrder()
    {
        await using var host = await ShardHost.StartAsync(_book);
        await host.AskAsync("ann", "hello");
        host.Region.Tell(new To("ann", "leave"));
        await UntilAsync(() => _book.Lines.Contains("ann is to go"));

        var answers = Enumerable.Range(0, 5).Select(number => host.AskAsync("ann", $"{number}")).ToArray();
        (await host.AskAsync("bob", "a fence")).ShouldBe("bob/1: a fence");
        answers.ShouldAllBe(answer => !answer.IsCompleted, "they are kept");
        _book.Guests["ann"].Tell("door");

        (await Task.WhenAll(answers)).ShouldBe(Enumerable.Range(0, 5).Select(number => $"ann/2: {number}"));
    }

    [Fact]
    public async Task Passivation_WhenManySendMeanwhile_LosesAndRepeatsNothing()
    {
        await using var host = await ShardHost.StartAsync(_book);
        var answers = new List<Task<string>>();
        for (var number = 0; number < 2000; number++)
        {
            answers.Add(host.AskAsync("ann", $"{number}"));
            if (number % 50 != 49)
                continue;
            host.Region.Tell(new To("ann", "leave"));
            OpenTheDoor();
        }

        // The last one may have been told to leave only now.
        while (!Task.WhenAll(answers).IsCompleted)
        {
            OpenTheDoor();
            await Task.WhenAny(Task.WhenAll(answers), host.AskAsync("bob", "a fence"));
        }

        (await Task.WhenAll(answers)).Select(answer => answer.Split(": ")[1]).ShouldBe(Enumerable.Range(0, 2000).Select(number => $"{number}"));

        void OpenTheDoor()
        {
            if (_book.Guests.TryGetValue("ann", out var ann))
                ann.Tell("door");
        }
    }

    [Fact]
    public async Task Entity_WhenNothingArrivesForLong_IsTakenAway()
    {
        await using var host = await ShardHost.StartAsync(
            _book, new ShardOptions { PassivateIdleEntityAfter = TimeSpan.FromMilliseconds(50), HandOffStopMessage = "stop" });
        await host.AskAsync("ann", "hello");

        await UntilAsync(() => _book.Lines.Contains("ann has gone"));

        (await host.AskAsync("ann", "hello")).ShouldBe("ann/2: hello");
    }

    [Fact]
    public async Task StartEntity_WhenNobodyHasAMessage_StartsIt()
    {
        await using var host = await ShardHost.StartAsync(_book);

        host.Region.Tell(new ShardRegion.StartEntity("ann"));

        await UntilAsync(() => _book.Visits("ann") == 1);
    }

    [Fact]
    public async Task Message_ForNoEntity_DisturbsNothing()
    {
        await using var host = await ShardHost.StartAsync(_book);

        host.Region.Tell("whom is this for?");

        (await host.AskAsync("ann", "hello")).ShouldBe("ann/1: hello");
    }

    [Fact]
    public async Task End_OfTheSystem_TellsEveryEntityByTheHandOffMessageAndWaitsForIt()
    {
        var host = await ShardHost.StartAsync(_book, new ShardOptions { HandOffStopMessage = "hand over" });
        await host.AskAsync("ann", "hello");
        await host.AskAsync("bob", "hello");

        await host.DisposeAsync();

        _book.Lines.Where(line => line.EndsWith("handed over", StringComparison.Ordinal)).Order().ShouldBe(["ann is handed over", "bob is handed over"]);
    }

    [Fact]
    public void ShardId_OfAnId_IsAlwaysTheSameAndOneOfSoMany()
    {
        var extractor = HashCodeMessageExtractor.Create(8, message => message as string);
        var ids = Enumerable.Range(0, 1000).Select(number => $"entity-{number}").ToArray();

        var shards = ids.Select(id => extractor.ShardId(id)).ToArray();

        ids.Select(id => extractor.ShardId(id)).ShouldBe(shards);
        shards.Distinct().Count().ShouldBe(8);
        extractor.EntityId("ann").ShouldBe("ann");
        extractor.EntityMessage("ann").ShouldBe("ann");
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!condition())
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
