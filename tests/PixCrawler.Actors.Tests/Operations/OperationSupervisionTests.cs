using PixCrawler.Actors.Hosting;
using PixCrawler.Actors.Tests.World;
using PixCrawler.Contracts.Chunks;
using PixCrawler.Contracts.Errors;
using PixCrawler.Contracts.Operations;
using Serilog.Events;

namespace PixCrawler.Actors.Tests.Operations;

/// <summary>Statements A2 to A9, E4 and E7 of the failure semantics over each of the twelve operations, in virtual time.</summary>
public sealed class OperationSupervisionTests : OperationWorld
{
    public static TheoryData<string> Names => OperationCases.Names;

    private static InfrastructureException Lost() => new(InfrastructureKind.Database, "the connection is lost");

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A2_A9_WhenTheFoundationsFail_ThereAreThreeRestartsSixtySecondsApartEachAWarning(string name)
    {
        var command = OperationCases.Command(name);
        Body = _ => throw Lost();
        Send(command);

        for (var restart = 1; restart <= 3; restart++)
        {
            var waiting = await UntilAsync(command.OperationId, OperationPhase.Restarting, restart);
            waiting.RestartDueAt.ShouldBe(Time.GetUtcNow().AddSeconds(60));
            waiting.Cause!.Reason.ShouldBe("infrastructure-database");
            Advance(59.9);
            (await StatusAsync(command.OperationId))!.Phase.ShouldBe(OperationPhase.Restarting, "59.9 s: not yet");
            Calls.Count.ShouldBe(restart);
            Advance(0.1);
            await UntilCallsAsync(restart + 1);
        }

        var failed = await ReplyAsync<OperationFailed>();
        (failed.OperationId, failed.Restarts, failed.Cause.Kind).ShouldBe((command.OperationId, 3, FailureKind.Infrastructure));
        await UntilGoneAsync(command.OperationId);
        Advance(3600);
        Calls.Count.ShouldBe(4, "three restarts are four runs");
        var warnings = Logs.WithId(EventIds.OperationRestart).ToArray();
        warnings.Select(line => LogCollector.Text(line, "RestartCount")).ShouldBe(["1", "2", "3"]);
        foreach (var line in warnings)
        {
            line.Level.ShouldBe(LogEventLevel.Warning);
            LogCollector.Text(line, "OperationId").ShouldBe(command.OperationId.ToString());
            LogCollector.Text(line, "JobId").ShouldBe(command.JobId.ToString());
            LogCollector.Text(line, "ResourceId").ShouldBe($"operation-{command.OperationId}");
            LogCollector.Text(line, "ErrorType").ShouldBe(nameof(InfrastructureException));
            LogCollector.Text(line, "DelaySeconds").ShouldBe("60");
            LogCollector.Text(line, "Operation").ShouldBe(command.Kind.ToString());
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A2_WhenTheFoundationsComeBack_TheNextRunSucceeds(string name)
    {
        var command = OperationCases.Command(name);
        Body = call => call.Number == 1 ? throw Lost() : Task.FromResult<OperationResult>(new Done());
        Send(command);
        await UntilAsync(command.OperationId, OperationPhase.Restarting, 1);
        Advance(60);

        (await ReplyAsync<OperationSucceeded>()).Result.ShouldBe(new Done());
        Calls.Count.ShouldBe(2);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A3_WhenTheNetworkIsExhausted_ThereIsNoRestart(string name) =>
        await EndsAtOnceAsync(name, new ServiceUnavailableException("http-503", "busy") { Attempts = 3 }, FailureKind.Transient);

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A4_WhenTheErrorIsPermanent_ItFailsWithoutRestartAndWithoutWaiting(string name) =>
        await EndsAtOnceAsync(name, new AuthenticationFailedException("http-401", "no"), FailureKind.Permanent);

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A5_WhenTheErrorIsUnknown_ItStopsAndTheStackIsLogged(string name)
    {
        await EndsAtOnceAsync(name, new InvalidTimeZoneException("nobody foresaw this"), FailureKind.Unknown);

        var line = Logs.Events.Single(line => line.Exception is InvalidTimeZoneException);
        line.Level.ShouldBe(LogEventLevel.Error);
        line.Exception!.StackTrace.ShouldNotBeNull();
        LogCollector.Text(line, "ErrorType").ShouldBe(nameof(InvalidTimeZoneException));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A6_WhenTheProcessDiesBetweenRestarts_TheirCountLivesOn(string name)
    {
        var command = OperationCases.Command(name);
        Body = _ => throw Lost();
        Send(command);
        await UntilAsync(command.OperationId, OperationPhase.Restarting, 1);
        Advance(60);
        await UntilAsync(command.OperationId, OperationPhase.Restarting, 2);

        await RestartProcessAsync();
        Send(command);
        await UntilAsync(command.OperationId, OperationPhase.Restarting, 2);
        Advance(59.9);
        (await StatusAsync(command.OperationId))!.Run.ShouldBe(2, "the wait is neither begun again nor cut short");
        Advance(0.1);
        await UntilAsync(command.OperationId, OperationPhase.Restarting, 3);
        Advance(60);

        (await ReplyAsync<OperationFailed>()).Restarts.ShouldBe(3);
        Calls.Count.ShouldBe(4);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A6_WhenEachRunKillsTheProcess_ItIsGivenUpAfterItsBudget(string name)
    {
        var command = OperationCases.Command(name);
        Body = UntilCancelled;
        for (var run = 1; run <= 4; run++)
        {
            Send(command);
            if (run > 1)
            {
                (await UntilAsync(command.OperationId, OperationPhase.Restarting, run - 1)).Cause!.Reason.ShouldBe("interrupted");
                Advance(60);
            }

            await UntilAsync(command.OperationId, OperationPhase.Running, run);
            await UntilCallsAsync(run);
            await RestartProcessAsync();
        }

        Send(command);
        var failed = await ReplyAsync<OperationFailed>();
        (failed.Cause.Reason, failed.Restarts).ShouldBe(("interrupted", 3));
        Calls.Count.ShouldBe(4);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A7_WhenItIsSentTwice_ItIsRunOnceAndBothAreAnswered(string name)
    {
        var command = OperationCases.Command(name);
        var result = new TaskCompletionSource<OperationResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        Body = _ => result.Task;
        Send(command);
        Send(command);
        await UntilAsync(command.OperationId, OperationPhase.Running, 1);
        result.SetResult(new Done());

        await ReplyAsync<OperationSucceeded>();
        await ReplyAsync<OperationSucceeded>();
        Calls.Count.ShouldBe(1);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A8_E4_WhenItIsCancelled_ItsCallEndsAndItsLateResultIsDropped(string name)
    {
        var command = OperationCases.Command(name);
        var late = new TaskCompletionSource<OperationResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        Body = _ => late.Task;
        Send(command);
        await UntilAsync(command.OperationId, OperationPhase.Running, 1);
        await UntilCallsAsync(1);

        Send(new CancelOperation(command.OperationId));
        var answers = new[] { await ReplyAsync<IWithOperationId>(), await ReplyAsync<IWithOperationId>() };
        answers.ShouldBe(
            [new OperationCancelled(command.OperationId), new OperationCancelAccepted(command.OperationId)], ignoreOrder: true);
        await UntilGoneAsync(command.OperationId);
        Calls.Single().Cancelled.IsCancellationRequested.ShouldBeTrue();

        late.SetResult(new Done());
        Send(new CancelOperation(command.OperationId));
        IWithOperationId[] harmless = [new OperationCancelAccepted(command.OperationId), new OperationNotFound(command.OperationId)];
        harmless.ShouldContain(await ReplyAsync<IWithOperationId>(), "cancelling again does no harm, and no late result is answered with");
        Logs.Events.ShouldNotContain(line => line.Level >= LogEventLevel.Warning);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task E4_WhenItWaitsForARestart_CancellingDoesNotWaitForIt(string name)
    {
        var command = OperationCases.Command(name);
        Body = _ => throw Lost();
        Send(command);
        await UntilAsync(command.OperationId, OperationPhase.Restarting, 1);
        Send(new CancelOperation(command.OperationId));

        await FishForMessageAsync<OperationCancelled>(_ => true, Patience);
        await UntilGoneAsync(command.OperationId);
        Advance(3600);
        Calls.Count.ShouldBe(1);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task E7_WhenAPermanentErrorFollowsAPassingOne_TheSeriesEndsAfterTwoCalls(string name)
    {
        var command = OperationCases.Command(name);
        Body = call => throw (call.Number == 1 ? Lost() : new AuthenticationFailedException("http-401", "no"));
        Send(command);
        await UntilAsync(command.OperationId, OperationPhase.Restarting, 1);
        Advance(60);

        var failed = await ReplyAsync<OperationFailed>();
        (failed.Cause.Kind, failed.Cause.Reason, failed.Restarts).ShouldBe((FailureKind.Permanent, "http-401", 1));
        Advance(3600);
        Calls.Count.ShouldBe(2);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task E7_WhenTwoFailSideBySide_EachHasItsOwnRestarts(string name)
    {
        OperationCommand[] both = [OperationCases.Command(name, 1), OperationCases.Command(name, 2)];
        Body = _ => throw Lost();
        foreach (var command in both)
            Send(command);
        for (var restart = 1; restart <= 3; restart++)
        {
            foreach (var command in both)
                await UntilAsync(command.OperationId, OperationPhase.Restarting, restart);
            Advance(60);
        }

        (await ReplyAsync<OperationFailed>()).Restarts.ShouldBe(3);
        (await ReplyAsync<OperationFailed>()).Restarts.ShouldBe(3);
        Calls.GroupBy(call => call.Command.OperationId).Select(calls => calls.Count()).ShouldBe([4, 4]);
    }

    private async Task EndsAtOnceAsync(string name, Exception error, FailureKind kind)
    {
        var command = OperationCases.Command(name);
        Body = _ => Task.FromException<OperationResult>(error);
        Send(command);

        var failed = await ReplyAsync<OperationFailed>();
        (failed.Cause.Kind, failed.Cause.ErrorType, failed.Restarts).ShouldBe((kind, error.GetType().Name, 0));
        await UntilGoneAsync(command.OperationId);
        Advance(3600);
        Calls.Count.ShouldBe(1);
        Logs.WithId(EventIds.OperationRestart).ShouldBeEmpty();
    }
}
