using Akka.Actor;

namespace Akka.TestKit;

// Receiving several messages.
public abstract partial class TestKitBase
{
    public object? ReceiveOne(TimeSpan? max = null, CancellationToken cancellationToken = default) =>
        Remember(_messages.Take(RemainingOrDilated(max), cancellationToken))?.Message;

    public async ValueTask<object?> ReceiveOneAsync(TimeSpan? max = null, CancellationToken cancellationToken = default) =>
        Remember(await _messages.TakeAsync(RemainingOrDilated(max), cancellationToken))?.Message;

    public object? PeekOne(TimeSpan? max = null, CancellationToken cancellationToken = default) =>
        _messages.Peek(RemainingOrDilated(max), cancellationToken)?.Message;

    public IReadOnlyCollection<object> ReceiveN(int numberOfMessages, CancellationToken cancellationToken = default) =>
        ReceiveN(numberOfMessages, RemainingOrDefault, cancellationToken);

    public IReadOnlyCollection<object> ReceiveN(int numberOfMessages, TimeSpan max, CancellationToken cancellationToken = default)
    {
        var end = Now + Dilated(max);
        var received = new List<object>(numberOfMessages);
        while (received.Count < numberOfMessages)
        {
            var message = Remember(_messages.Take(end - Now, cancellationToken));
            if (message is null) Fail($"Timeout ({max}) while expecting {numberOfMessages} messages. Only got {received.Count} after {max}.");
            received.Add(message!.Message);
        }

        return received;
    }

    public IReadOnlyList<T> ReceiveWhile<T>(
        TimeSpan? max, Func<object, T?> filter, int msgs = int.MaxValue, CancellationToken cancellationToken = default) where T : class =>
        ReceiveWhile(filter, max, null, msgs, cancellationToken);

    public IReadOnlyList<T> ReceiveWhile<T>(
        Func<object, T?> filter, TimeSpan? max = null, TimeSpan? idle = null, int msgs = int.MaxValue, CancellationToken cancellationToken = default)
        where T : class
    {
        var end = Now + RemainingOrDilated(max);
        var received = new List<T>();
        while (received.Count < msgs)
        {
            var left = end - Now;
            var wait = idle is { } pause && pause < left ? pause : left;
            if (_messages.Peek(wait, cancellationToken) is not { } envelope || filter(envelope.Message) is not { } accepted) break;
            Remember(_messages.Take(TimeSpan.Zero, cancellationToken));
            received.Add(accepted);
        }

        return received;
    }

    public object FishForMessage(Predicate<object> isMessage, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default) =>
        FishForMessage<object>(isMessage, max, hint, cancellationToken);

    public T FishForMessage<T>(Predicate<T> isMessage, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default)
    {
        var limit = RemainingOrDilated(max);
        var end = Now + limit;
        while (true)
        {
            var envelope = Remember(_messages.Take(end - Now, cancellationToken));
            if (envelope is null) Fail($"Timeout ({limit}) during fishForMessage, hint {hint}");
            if (envelope!.Message is T typed && isMessage(typed)) return typed;
        }
    }

    public async ValueTask<T> FishForMessageAsync<T>(
        Predicate<T> isMessage, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default)
    {
        var limit = RemainingOrDilated(max);
        var end = Now + limit;
        while (true)
        {
            var envelope = Remember(await _messages.TakeAsync(end - Now, cancellationToken));
            if (envelope is null) Fail($"Timeout ({limit}) during fishForMessage, hint {hint}");
            if (envelope!.Message is T typed && isMessage(typed)) return typed;
        }
    }

    public T ExpectMsgAnyOf<T>(IEnumerable<T> messages, CancellationToken cancellationToken = default)
    {
        var expected = messages.ToArray();
        return ExpectMsg<T>(message => expected.Contains(message), hint: $"any of {string.Join(", ", expected)}", cancellationToken: cancellationToken);
    }

    public IReadOnlyCollection<T> ExpectMsgAllOf<T>(params T[] messages) => ExpectMsgAllOf(RemainingOrDefault, messages);

    public IReadOnlyCollection<T> ExpectMsgAllOf<T>(IReadOnlyCollection<T> messages, CancellationToken cancellationToken = default) =>
        ExpectMsgAllOf(RemainingOrDefault, messages, cancellationToken);

    public IReadOnlyCollection<T> ExpectMsgAllOf<T>(TimeSpan max, params T[] messages) => ExpectMsgAllOf(max, (IReadOnlyCollection<T>)messages);

    public IReadOnlyCollection<T> ExpectMsgAllOf<T>(TimeSpan max, IReadOnlyCollection<T> messages, CancellationToken cancellationToken = default)
    {
        var received = ReceiveN(messages.Count, max, cancellationToken);
        var unexpected = received.ToList();
        foreach (var message in messages)
            if (!unexpected.Remove(message!))
                Fail($"Not found {{{message}}} in [{string.Join(", ", received)}]");
        return [.. received.Cast<T>()];
    }

    public TimeSpan RemainingOrDefault => RemainingOr(Dilated(TestKitSettings.SingleExpectDefault));

    public TimeSpan Remaining => _end == TimeSpan.MaxValue
        ? throw new InvalidOperationException("Remaining may not be called outside of Within.")
        : _end - Now;

    public TimeSpan RemainingOrDilated(TimeSpan? duration) => duration is { } given ? Dilated(given) : RemainingOrDefault;

    public TimeSpan Dilated(TimeSpan duration) => duration < TimeSpan.Zero ? duration : duration * TestKitSettings.TestTimeFactor;

    public TimeSpan GetTimeoutOrDefault(TimeSpan? timeout) => timeout ?? RemainingOrDefault;

    protected TimeSpan RemainingOr(TimeSpan duration) => _end == TimeSpan.MaxValue ? duration : _end - Now;
}
