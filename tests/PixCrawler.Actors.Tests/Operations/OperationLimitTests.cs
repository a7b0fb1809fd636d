using PixCrawler.Actors.Hosting;
using PixCrawler.Contracts.Operations;
using PixCrawler.Contracts.Validation;
using Serilog.Events;

namespace PixCrawler.Actors.Tests.Operations;

/// <summary>Statement A10 of the failure semantics over each of the twelve operations: limits and rates, in virtual time.</summary>
public sealed class OperationLimitTests : OperationWorld
{
    public static TheoryData<string> Names => OperationCases.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public async Task SoftLimit_WhenItIsReached_CancelsTheCallAndNotATenthOfASecondBefore(string name)
    {
        var (command, limits) = await BeginAsync(name, UntilCancelled);

        Advance(limits.SoftLimitSeconds - 0.1);
        (await StatusAsync(command.OperationId))!.Phase.ShouldBe(OperationPhase.Running);
        Calls.Single().Cancelled.IsCancellationRequested.ShouldBeFalse();
        Advance(0.1);

        (await ReplyAsync<OperationTimedOut>()).ShouldBe(
            new OperationTimedOut(command.OperationId, OperationLimit.Soft, limits.SoftLimitSeconds));
        await UntilGoneAsync(command.OperationId);
        Advance(86_400);
        Calls.Count.ShouldBe(1, "what took too long is not started again");
        Logs.WithId(EventIds.OperationTimedOut).ShouldHaveSingleItem().Level.ShouldBe(LogEventLevel.Error);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task HardLimit_WhenTheBodyDoesNotStop_EndsItFromOutsideAndDropsItsLateResult(string name)
    {
        var late = new TaskCompletionSource<OperationResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        var (command, limits) = await BeginAsync(name, _ => late.Task);

        Advance(limits.HardLimitSeconds - 0.1);
        (await StatusAsync(command.OperationId))!.Phase.ShouldBe(OperationPhase.Running, "it is asked to stop and has not");
        await AwaitConditionAsync(() => Task.FromResult(Calls.Single().Cancelled.IsCancellationRequested), Patience);
        Advance(0.1);

        (await ReplyAsync<OperationTimedOut>()).ShouldBe(
            new OperationTimedOut(command.OperationId, OperationLimit.Hard, limits.HardLimitSeconds));
        await UntilGoneAsync(command.OperationId);
        late.SetResult(new Done());
        (await StatusAsync(command.OperationId)).ShouldBeNull();
        HasMessages.ShouldBeFalse("an operation is answered exactly once");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task SoftLimit_WhenTheBodyIsDoneAfterIt_HasTimedOutAllTheSame(string name)
    {
        var late = new TaskCompletionSource<OperationResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        var (command, limits) = await BeginAsync(name, _ => late.Task);
        Advance(limits.SoftLimitSeconds);
        await StatusAsync(command.OperationId);
        await AwaitConditionAsync(() => Task.FromResult(Calls.Single().Cancelled.IsCancellationRequested), Patience);
        late.SetResult(new Done());

        (await ReplyAsync<OperationTimedOut>()).Limit.ShouldBe(OperationLimit.Soft);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Rate_WhenItIsUsedUp_TheNextStartWaitsToTheExactMoment(string name)
    {
        var rate = Options.Catalog.Of(OperationCases.Command(name).Kind).StartsPerMinute;
        var pass = rate ?? 50;
        for (var number = 1; number <= pass; number++)
            Send(OperationCases.Command(name, number));
        for (var number = 1; number <= pass; number++)
            await ReplyAsync<OperationSucceeded>();
        var next = OperationCases.Command(name, pass + 1);
        Send(next);

        if (rate is not null)
        {
            (await StatusAsync(next.OperationId))!.Phase.ShouldBe(OperationPhase.Waiting);
            Advance(59.9);
            (await StatusAsync(next.OperationId))!.Phase.ShouldBe(OperationPhase.Waiting, "59.9 s after the first start: not yet");
            Calls.Count.ShouldBe(pass);
            Advance(0.1);
        }

        (await ReplyAsync<OperationSucceeded>()).OperationId.ShouldBe(next.OperationId);
        Calls.Count.ShouldBe(pass + 1);
    }

    [Fact]
    public async Task Rate_WhenOneSourceHasUsedItUp_AnotherIsNotHeldBack()
    {
        for (var number = 1; number <= 11; number++)
            Send(OperationCases.Command("download-google", number));
        Send(OperationCases.Command("download-bing", 12));

        var ended = new List<OperationId>();
        for (var number = 1; number <= 11; number++)
            ended.Add((await ReplyAsync<OperationSucceeded>()).OperationId);
        ended.ShouldContain(OperationCases.Id(12));
        ended.ShouldNotContain(OperationCases.Id(11));
    }

    [Fact]
    public async Task Line_WhenItIsFull_RefusesWithTheTimeToAskAgainAndServesTheOthersWhenTheirTimeComes()
    {
        Options.MaxWaiting = 2;
        for (var number = 1; number <= 8; number++)
            Send(OperationCases.Command("generate-keywords", number));

        var refused = (await FishForMessageAsync<OperationRefused>(_ => true, Patience))!;
        (refused.OperationId, refused.RetryAfter).ShouldBe((OperationCases.Id(8), TimeSpan.FromSeconds(60)));
        Send(new CancelOperation(OperationCases.Id(6)));
        await FishForMessageAsync<OperationCancelled>(_ => true, Patience);
        Send(OperationCases.Command("generate-keywords", 9));
        await StatusAsync(OperationCases.Id(9));
        Advance(60);
        await UntilCallsAsync(7);
        int[] served = [1, 2, 3, 4, 5, 7, 9];
        Calls.Select(call => call.Command.OperationId).ShouldBe(served.Select(OperationCases.Id), ignoreOrder: true);
    }

    [Fact]
    public async Task Place_WhenAllAreTaken_IsGivenToTheNextWhenOneIsFree()
    {
        Options.MaxUnderWay = 1;
        var first = new TaskCompletionSource<OperationResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        Body = call => call.Command.OperationId == OperationCases.Id(1) ? first.Task : Task.FromResult<OperationResult>(new Done());
        Send(OperationCases.Command("check-all", 1));
        Send(OperationCases.Command("check-integrity", 2));
        (await StatusAsync(OperationCases.Id(2)))!.Phase.ShouldBe(OperationPhase.Waiting);

        first.SetResult(new Done());

        (await ReplyAsync<OperationSucceeded>()).OperationId.ShouldBe(OperationCases.Id(1));
        (await ReplyAsync<OperationSucceeded>()).OperationId.ShouldBe(OperationCases.Id(2));
    }

    [Fact]
    public async Task Operation_WhenSomethingIsWrongWithIt_IsRejectedFieldByFieldAndNeverRun()
    {
        Send(new ValidateImageFile(OperationCases.Id(1), " ", (ValidationLevel)9));

        var rejected = await ReplyAsync<OperationRejected>();
        rejected.Errors.Select(error => error.Field).ShouldBe(["Path", "Level"]);
        Calls.ShouldBeEmpty();
    }

    private async Task<(OperationCommand Command, Domain.Operations.OperationLimits Limits)> BeginAsync(
        string name, Func<Call, Task<OperationResult>> body)
    {
        var command = OperationCases.Command(name);
        Body = body;
        Send(command);
        await UntilAsync(command.OperationId, OperationPhase.Running, 1);
        await UntilCallsAsync(1);
        return (command, Options.Catalog.Of(command.Kind));
    }
}
