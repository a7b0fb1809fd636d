using PixCrawler.Contracts.Operations;
using PixCrawler.Contracts.Validation;

namespace PixCrawler.Actors.Tests.Operations;

/// <summary>The door to the operations: what is refused, what is unknown, what is answered twice.</summary>
public sealed class OperationsActorTests : OperationWorld
{
    private static readonly OperationId Id = OperationCases.Id(1);

    [Fact]
    public async Task Command_WhenItIsWrong_IsRejectedWithEveryFieldAndNothingRuns()
    {
        Send(new GenerateKeywords(Id, []) { Count = 0 });

        var rejected = await ReplyAsync<OperationRejected>();
        rejected.Errors.Select(error => error.Field).ShouldBe(["BaseKeywords", "Count"]);
        (await StatusAsync(Id)).ShouldBeNull();
        Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task QueryAndCancel_OfAnUnknownOperation_AreAnsweredNotFound()
    {
        Send(new GetOperationStatus(Id));
        (await ReplyAsync<OperationNotFound>()).OperationId.ShouldBe(Id);
        Send(new CancelOperation(Id));
        (await ReplyAsync<OperationNotFound>()).OperationId.ShouldBe(Id);
    }

    [Fact]
    public async Task Command_WhenItIsSentAgain_JoinsTheOneUnderWayAndBothAreAnswered()
    {
        var result = new TaskCompletionSource<OperationResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        Body = _ => result.Task;
        var command = new ValidateImageFile(Id, "a.png", ValidationLevel.Fast);
        Send(command);
        await UntilAsync(Id, OperationPhase.Running, 1);
        Send(command);
        (await StatusAsync(Id)).ShouldNotBeNull();
        result.SetResult(new Done());

        (await ReplyAsync<OperationSucceeded>()).Result.ShouldBe(new Done());
        (await ReplyAsync<OperationSucceeded>()).Result.ShouldBe(new Done());
        Calls.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Cancel_OfOneThatWaitsForItsRate_TakesItOutOfTheLine()
    {
        Body = UntilCancelled;
        var keywords = Enumerable.Range(1, 6).Select(number => (GenerateKeywords)OperationCases.Command("generate-keywords", number)).ToArray();
        foreach (var command in keywords)
            Send(command);
        await UntilCallsAsync(5);
        (await StatusAsync(keywords[5].OperationId))!.Phase.ShouldBe(OperationPhase.Waiting);

        Send(new CancelOperation(keywords[5].OperationId));
        await FishForMessageAsync<OperationCancelled>(cancelled => cancelled.OperationId == keywords[5].OperationId, Patience);
        await ReplyAsync<OperationCancelAccepted>();
        Advance(60);
        (await StatusAsync(keywords[5].OperationId)).ShouldBeNull();
        Calls.Count.ShouldBe(5);
    }
}
