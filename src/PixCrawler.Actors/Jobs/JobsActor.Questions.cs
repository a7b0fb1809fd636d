using Akka.Actor;
using PixCrawler.Contracts.Jobs;

namespace PixCrawler.Actors.Jobs;

/// <summary>
/// How jobs stand is asked again and again, and so most likely to lie in the mailbox of a supervisor that fails. These questions go
/// through here, in order, and those that were not answered are answered for it.
/// </summary>
internal sealed partial class JobsActor
{
    private readonly Dictionary<IActorRef, Queue<Letter>> _questions = [];

    private void PassOn(IActorRef supervisor, Letter letter)
    {
        if (letter.Message is not GetJobStatus)
        {
            supervisor.Tell(letter.Message, letter.Sender);
            return;
        }

        if (!_questions.TryGetValue(supervisor, out var asked))
            _questions.Add(supervisor, asked = []);
        asked.Enqueue(letter);
        supervisor.Tell(letter.Message, Self);
    }

    private void PassBack(IWithJobId answer)
    {
        if (_questions.TryGetValue(Sender, out var asked) && asked.TryDequeue(out var letter))
            letter.Sender.Tell(answer);
    }

    private void AnswerFor(IActorRef supervisor)
    {
        if (!_questions.Remove(supervisor, out var asked))
            return;
        foreach (var letter in asked)
            Take(letter);
    }
}
