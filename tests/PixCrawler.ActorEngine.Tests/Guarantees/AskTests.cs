using Akka.Actor;
using Akka.Event;
using Akka.TestKit.Xunit2;

namespace PixCrawler.ActorEngine.Tests.Guarantees;

public sealed class AskTests : TestKit
{
    [Fact]
    public async Task AskTimeout_ThrowsAndTheLateReplyIsADeadLetter()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(DeadLetter));
        var probe = CreateTestProbe();

        await Should.ThrowAsync<AskTimeoutException>(() => probe.Ref.Ask<string>("question", TimeSpan.FromMilliseconds(20)));
        probe.ExpectMsg("question");
        probe.Reply("too late");

        (await ExpectMsgAsync<DeadLetter>()).Message.ShouldBe("too late");
    }

    [Fact]
    public async Task Ask_WhenCancelled_IsCancelled()
    {
        using var source = new CancellationTokenSource();
        var answer = CreateTestProbe().Ref.Ask<string>("question", TimeSpan.FromMinutes(1), source.Token);
        await source.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => answer);
    }

    [Fact]
    public async Task Ask_WhenTheReplyIsAFailure_Throws()
    {
        var probe = CreateTestProbe();
        var answer = probe.Ref.Ask<string>("question", TimeSpan.FromMinutes(1));
        probe.ExpectMsg("question");
        probe.Reply(new Status.Failure(new InvalidOperationException("no")));

        (await Should.ThrowAsync<InvalidOperationException>(() => answer)).Message.ShouldBe("no");
    }

    [Fact]
    public async Task Ask_WhenTheReplyHasAnotherType_Throws()
    {
        var probe = CreateTestProbe();
        var answer = probe.Ref.Ask<string>("question", TimeSpan.FromMinutes(1));
        probe.ExpectMsg("question");
        probe.Reply(42);

        await Should.ThrowAsync<ArgumentException>(() => answer);
    }

    [Fact]
    public async Task PipeTo_KeepsTheCapturedSender()
    {
        var outcome = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        var original = CreateTestProbe();
        _ = outcome.Task.PipeTo(TestActor, original.Ref, success: value => $"got {value}");
        await Task.Run(() => outcome.SetResult(7));

        await ExpectMsgAsync("got 7");
        LastSender.ShouldBe(original.Ref);
    }

    [Fact]
    public void PipeTo_WhenTheTaskFails_SendsTheFailure()
    {
        _ = Task.FromException<int>(new InvalidOperationException("broken")).PipeTo(TestActor);
        _ = Task.FromException<int>(new InvalidOperationException("mapped")).PipeTo(TestActor, failure: e => e.Message);

        ExpectMsg<Status.Failure>(failure => failure.Cause.GetBaseException().Message == "broken");
        ExpectMsg("mapped");
    }

    [Fact]
    public async Task ResolveOne_FindsTheActorOrFails()
    {
        var actor = Sys.ActorOf(Props.Empty, "here");

        (await Sys.ActorSelection("/user/here").ResolveOne(TimeSpan.FromSeconds(3))).ShouldBe(actor);
        await Should.ThrowAsync<ActorNotFoundException>(() => Sys.ActorSelection("/user/nowhere").ResolveOne(TimeSpan.FromSeconds(3)));
    }
}
