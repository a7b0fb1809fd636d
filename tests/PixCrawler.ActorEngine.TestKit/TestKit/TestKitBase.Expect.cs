using Akka.Actor;

namespace Akka.TestKit;

// Expecting one message.
public abstract partial class TestKitBase
{
    public T ExpectMsg<T>(TimeSpan? duration = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Expect<T>(duration, hint, null, cancellationToken);

    public ValueTask<T> ExpectMsgAsync<T>(TimeSpan? duration = null, string? hint = null, CancellationToken cancellationToken = default) =>
        ExpectAsync<T>(duration, hint, null, cancellationToken);

    public T ExpectMsg<T>(T message, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Expect(timeout, hint, IsEqual(message, hint), cancellationToken);

    public ValueTask<T> ExpectMsgAsync<T>(T message, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        ExpectAsync(timeout, hint, IsEqual(message, hint), cancellationToken);

    public T ExpectMsg<T>(Predicate<T> isMessage, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Expect(timeout, hint, Fits<T>((message, _) => isMessage(message), hint), cancellationToken);

    public ValueTask<T> ExpectMsgAsync<T>(
        Predicate<T> isMessage, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        ExpectAsync(timeout, hint, Fits<T>((message, _) => isMessage(message), hint), cancellationToken);

    public T ExpectMsg<T>(Action<T> assert, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Expect<T>(timeout, hint, (message, _) => assert(message), cancellationToken);

    public ValueTask<T> ExpectMsgAsync<T>(
        Action<T> assert, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        ExpectAsync<T>(timeout, hint, (message, _) => assert(message), cancellationToken);

    public T ExpectMsg<T>(
        Func<T, IActorRef, bool> isMessageAndSender, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Expect(timeout, hint, Fits(isMessageAndSender, hint), cancellationToken);

    public ValueTask<T> ExpectMsgAsync<T>(
        Func<T, IActorRef, bool> isMessageAndSender, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        ExpectAsync(timeout, hint, Fits(isMessageAndSender, hint), cancellationToken);

    public T ExpectMsg<T>(
        Action<T, IActorRef> assertMessageAndSender, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Expect(timeout, hint, assertMessageAndSender, cancellationToken);

    public ValueTask<T> ExpectMsgAsync<T>(
        Action<T, IActorRef> assertMessageAndSender, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        ExpectAsync(timeout, hint, assertMessageAndSender, cancellationToken);

    public T ExpectMsgFrom<T>(IActorRef sender, TimeSpan? duration = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Expect<T>(duration, hint, (_, from) => IsFrom(sender, from, hint), cancellationToken);

    public T ExpectMsgFrom<T>(
        IActorRef sender, T message, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Expect(timeout, hint, IsEqual(message, hint) + ((_, from) => IsFrom(sender, from, hint)), cancellationToken);

    public T ExpectMsgFrom<T>(
        IActorRef sender, Predicate<T> isMessage, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Expect(timeout, hint, Fits<T>((message, _) => isMessage(message), hint) + ((_, from) => IsFrom(sender, from, hint)), cancellationToken);

    public Terminated ExpectTerminated(
        IActorRef target, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Expect(timeout, hint, Fits<Terminated>((message, _) => message.ActorRef.Equals(target), hint ?? $"Terminated {target}"), cancellationToken);

    public ValueTask<Terminated> ExpectTerminatedAsync(
        IActorRef target, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        ExpectAsync(timeout, hint, Fits<Terminated>((message, _) => message.ActorRef.Equals(target), hint ?? $"Terminated {target}"), cancellationToken);

    public void ExpectNoMsg(CancellationToken cancellationToken = default) => ExpectNoMsg(RemainingOrDefault, cancellationToken);

    public void ExpectNoMsg(int milliseconds, CancellationToken cancellationToken = default) =>
        ExpectNoMsg(TimeSpan.FromMilliseconds(milliseconds), cancellationToken);

    public void ExpectNoMsg(TimeSpan duration, CancellationToken cancellationToken = default) =>
        FailOn(_messages.Take(Dilated(duration), cancellationToken), duration);

    public ValueTask ExpectNoMsgAsync(CancellationToken cancellationToken = default) => ExpectNoMsgAsync(RemainingOrDefault, cancellationToken);

    public ValueTask ExpectNoMsgAsync(int milliseconds, CancellationToken cancellationToken = default) =>
        ExpectNoMsgAsync(TimeSpan.FromMilliseconds(milliseconds), cancellationToken);

    public async ValueTask ExpectNoMsgAsync(TimeSpan duration, CancellationToken cancellationToken = default) =>
        FailOn(await _messages.TakeAsync(Dilated(duration), cancellationToken), duration);

    private T Expect<T>(TimeSpan? duration, string? hint, Action<T, IActorRef>? check, CancellationToken cancellationToken)
    {
        var limit = RemainingOrDilated(duration);
        return Accept(Remember(_messages.Take(limit, cancellationToken)), limit, hint, check);
    }

    private async ValueTask<T> ExpectAsync<T>(TimeSpan? duration, string? hint, Action<T, IActorRef>? check, CancellationToken cancellationToken)
    {
        var limit = RemainingOrDilated(duration);
        return Accept(Remember(await _messages.TakeAsync(limit, cancellationToken)), limit, hint, check);
    }

    private T Accept<T>(MessageEnvelope? envelope, TimeSpan limit, string? hint, Action<T, IActorRef>? check)
    {
        var suffix = hint is null ? "" : $" ({hint})";
        if (envelope is null) Fail($"Timeout {limit} while waiting for a message of type {typeof(T)}{suffix}");
        if (envelope!.Message is not T typed)
        {
            Fail($"Expected a message of type {typeof(T)}, but received {{{envelope.Message}}} (type {envelope.Message.GetType()}) from {envelope.Sender}{suffix}");
            return default!;
        }

        check?.Invoke(typed, envelope.Sender);
        return typed;
    }

    private Action<T, IActorRef> IsEqual<T>(T expected, string? hint) =>
        Fits<T>((message, _) => EqualityComparer<T>.Default.Equals(expected, message), hint ?? $"expected {expected}");

    private Action<T, IActorRef> Fits<T>(Func<T, IActorRef, bool> fits, string? hint) => (message, sender) =>
    {
        if (!fits(message, sender)) Fail($"Got a message of the expected type <{typeof(T)}>, but not the expected message: {{{message}}} from {sender} ({hint})");
    };

    private void IsFrom(IActorRef expected, IActorRef actual, string? hint)
    {
        if (!actual.Equals(expected)) Fail($"Expected the sender {expected}, but it was {actual} ({hint})");
    }

    private void FailOn(MessageEnvelope? envelope, TimeSpan duration)
    {
        if (Remember(envelope) is not null) Fail($"Expected no message during {duration}, but received {{{envelope!.Message}}} from {envelope.Sender}");
    }

    private MessageEnvelope? Remember(MessageEnvelope? envelope)
    {
        if (envelope is null) return null;
        LastMessage = envelope.Message;
        LastSender = envelope.Sender;
        return envelope;
    }

    private void Fail(string message) => _assertions.Fail(message);
}
