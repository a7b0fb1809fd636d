using Akka.Actor;
using PixCrawler.Actors.Supervision;
using PixCrawler.Actors.Tests.Supervision;
using PixCrawler.Actors.Tests.World;
using PixCrawler.Actors.Validation;
using PixCrawler.Contracts.Errors;
using PixCrawler.Contracts.Validation;
using PixCrawler.Imaging.Inspection;
using PixCrawler.Imaging.Validation;
using Serilog;

namespace PixCrawler.Actors.Tests.Validation;

/// <summary>C3: an error over one image costs that image; memory that has run out, or a refused budget, is no image's fault.</summary>
public sealed class ValidatorActorTests : Akka.TestKit.Xunit2.TestKit
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly List<Exception> _ended = [];

    [Fact]
    public void Validation_WhenTheDecoderStumbles_CostsThatImage()
    {
        Validate(new InvalidOperationException("scripted"));

        ExpectMsg<ImageUndecodable>(Patience);
        ExpectMsg<RequestWork>(Patience);
        _ended.ShouldBeEmpty();
    }

    [Fact]
    public void Validation_WhenMemoryHasRunOut_EndsTheProcess()
    {
        Validate(new MemoryGoneException());

        var crashed = ExpectMsg<WorkerCrashed>(Patience);
        _ended.ShouldBe([crashed.Cause]);
    }

    [Fact]
    public void Validation_WhenAMemoryBudgetIsRefused_IsInfrastructure()
    {
        Validate(new InsufficientMemoryException());

        ExpectMsg<WorkerCrashed>(Patience).Cause.ShouldBeOfType<InfrastructureException>().Kind.ShouldBe(InfrastructureKind.Memory);
        _ended.ShouldBeEmpty();
    }

    private void Validate(Exception error)
    {
        var (report, ended) = (TestActor, _ended);
        var work = new ValidationWork(report, new ValidateImage(
            new byte[1], new ValidationRequest(ValidationLevel.Fast, new InspectionLimits()), "chunk/0"));
        Sys.ActorOf(Props.Create(() => new Parent(report, error, ended, work)));
        ExpectMsg<RequestWork>(Patience);
    }

    /// <summary>Supervises a validator as a job does.</summary>
    private sealed class Parent : ReceiveActor
    {
        private readonly IActorRef _report;
        private readonly List<Exception> _ended;

        public Parent(IActorRef report, Exception error, List<Exception> ended, ValidationWork work)
        {
            (_report, _ended) = (report, ended);
            var validator = new FakeValidators { Judge = _ => throw error };
            var log = new LoggerConfiguration().CreateLogger();
            Context.ActorOf(Props.Create(() => new ValidatorActor(validator, report, log))).Tell(work);
        }

        protected override SupervisorStrategy SupervisorStrategy() =>
            new StopAndReportStrategy(_report, (_, error) => _ended.Add(error));
    }
}
