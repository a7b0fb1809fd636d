using PixCrawler.Contracts.Chunks;
using PixCrawler.Contracts.Datasets;
using PixCrawler.Contracts.Jobs;
using PixCrawler.Domain.Exports;
using PixCrawler.Domain.Jobs;
using PixCrawler.Domain.Supervision;

namespace PixCrawler.Domain.Tests.Exports;

/// <summary>A2, A6, A8 for exports, as pure decisions.</summary>
public sealed class ExportDecideTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 2, 3, 4, 5, TimeSpan.Zero);
    private static readonly FailureCause Disk = new(FailureKind.Infrastructure, "infrastructure-disk", "InfrastructureException", "no");
    private static readonly ExportSpecification Files = new();

    private readonly RestartPolicy _policy = RestartPolicy.Default;
    private JobState _state = JobState.New(new JobId(new Guid("0123456789abcdef0123456789abcdef")));

    [Fact]
    public void Decide_WhenAnOldRunComesLate_DoesNothing()
    {
        Do(new ExportCommand.Start("a", Files, false));
        Do(new ExportCommand.Fail("a", 1, Disk, _policy));
        Do(new ExportCommand.BeginRun("a"), after: 60);

        Do(new ExportCommand.Complete("a", 1, new ExportSummary("late"))).ShouldBe(0);
        Do(new ExportCommand.Fail("a", 1, Disk, _policy)).ShouldBe(0);
        Do(new ExportCommand.Complete("a", 2, new ExportSummary("there"))).ShouldBe(1);
        _state.Exports["a"].Result!.Location.ShouldBe("there");
        Do(new ExportCommand.Cancel("a")).ShouldBe(0, "it has ended");
    }

    [Fact]
    public void BeginRun_BeforeItsTime_DoesNothing()
    {
        Do(new ExportCommand.Start("a", Files, false));
        Do(new ExportCommand.Fail("a", 1, Disk, _policy));
        Do(new ExportCommand.BeginRun("a"), after: 59.9).ShouldBe(0);
        Do(new ExportCommand.BeginRun("a"), after: 60).ShouldBe(1);
    }

    [Fact]
    public void Fail_WhenRunsWereNotCounted_StillGivesThreeRestarts()
    {
        Do(new ExportCommand.Start("a", Files, false));
        Do(new ExportCommand.Fail("a", 1, Disk, _policy, DiskIsFull: true));
        Do(new ExportCommand.BeginRun("a"), after: 60);
        Do(new ExportCommand.Suspend());
        for (var run = 3; run <= 5; run++)
        {
            Do(new ExportCommand.BeginRun("a"), after: 1000).ShouldBe(1);
            Do(new ExportCommand.Fail("a", run, Disk, _policy));
            _state.Exports["a"].IsOpen.ShouldBeTrue($"run {run}");
        }

        Do(new ExportCommand.BeginRun("a"), after: 1000);
        Do(new ExportCommand.Fail("a", 6, Disk, _policy));
        (_state.Exports["a"].Status, _state.Exports["a"].Restarts).ShouldBe((ExportStatus.Failed, 3));
    }

    [Fact]
    public void Start_OfAnotherSpecificationUnderAnEndedName_BeginsAnew()
    {
        Do(new ExportCommand.Start("a", Files, false));
        Do(new ExportCommand.Start("a", Files with { Layout = ExportLayout.Coco }, true)).ShouldBe(0, "one is under way");
        Do(new ExportCommand.Complete("a", 1, new ExportSummary("there")));
        Do(new ExportCommand.Start("a", Files with { Labels = [] }, false)).ShouldBe(0);
        Do(new ExportCommand.Start("a", Files with { Layout = ExportLayout.Coco }, false)).ShouldBe(2);
        (_state.Exports["a"].Run, _state.Exports["a"].Result).ShouldBe((1, null));
    }

    [Fact]
    public void Start_OfVeryMany_ForgetsWhatEndedFirst()
    {
        for (var number = 0; number < 70; number++)
        {
            Do(new ExportCommand.Start($"n{number}", Files, false), after: number);
            Do(new ExportCommand.Complete($"n{number}", 1, new ExportSummary("there")), after: number);
        }

        _state.Exports.Count.ShouldBe(64);
        _state.Exports.ContainsKey("n5").ShouldBeFalse();
        _state.Exports.ContainsKey("n6").ShouldBeTrue();
    }

    private int Do(ExportCommand command, double after = 0)
    {
        var events = _state.Decide(command, Now.AddSeconds(after));
        _state = events.Aggregate(_state, (state, happened) => state.Apply(happened));
        return events.Length;
    }
}
