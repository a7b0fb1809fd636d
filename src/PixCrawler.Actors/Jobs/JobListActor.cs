using Akka.Actor;
using Akka.Persistence;
using PixCrawler.Contracts.Errors;
using PixCrawler.Contracts.Jobs;

namespace PixCrawler.Actors.Jobs;

/// <summary>
/// Keeps the list of jobs that are not over. Once its journal is long, what is on the list is written again and the rest is deleted.
/// </summary>
internal sealed class JobListActor : ReceivePersistentActor
{
    private const int MostEvents = 1000;

    private readonly TimeProvider _time;
    private readonly HashSet<JobId> _jobs = [];
    private int _events;

    public JobListActor(TimeProvider time)
    {
        _time = time;
        Recover<IRegistryEvent>(Apply);
        Recover<RecoveryCompleted>(_ => Context.Parent.Tell(new ListKnown([.. _jobs])));
        Command<ListJob>(List);
        Command<UnlistJob>(Unlist);
        Command<DeleteMessagesSuccess>(_ => { });
        Command<DeleteMessagesFailure>(_ => { });
    }

    /// <inheritdoc/>
    public override string PersistenceId => "jobs";

    /// <inheritdoc/>
    protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr) =>
        throw new InfrastructureException(InfrastructureKind.Journal, "the journal refused an event", cause);

    private void List(ListJob list)
    {
        if (_jobs.Contains(list.JobId))
        {
            Context.Parent.Tell(new JobListed(list.JobId));
            return;
        }

        Persist(new JobRegistered(list.JobId, _time.GetUtcNow()), registered =>
        {
            Apply(registered);
            Context.Parent.Tell(new JobListed(registered.JobId));
        });
    }

    private void Unlist(UnlistJob unlist)
    {
        if (!_jobs.Contains(unlist.JobId))
            return;
        Persist(new JobClosed(unlist.JobId, _time.GetUtcNow()), closed =>
        {
            Apply(closed);
            if (_events > MostEvents)
                Shorten();
        });
    }

    private void Apply(IRegistryEvent registryEvent)
    {
        if (registryEvent is JobRegistered)
            _jobs.Add(registryEvent.JobId);
        else
            _jobs.Remove(registryEvent.JobId);
        _events++;
    }

    private void Shorten()
    {
        var (last, now) = (LastSequenceNr, _time.GetUtcNow());
        _events = _jobs.Count;
        if (_jobs.Count == 0)
        {
            DeleteMessages(last);
            return;
        }

        var open = _jobs.Count;
        PersistAll(_jobs.Select(job => new JobRegistered(job, now)).ToArray(), _ =>
        {
            if (--open == 0)
                DeleteMessages(last);
        });
    }
}
