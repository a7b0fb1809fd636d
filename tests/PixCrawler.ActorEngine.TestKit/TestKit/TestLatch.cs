namespace Akka.TestKit;

/// <summary>Opens after a number of countdowns.</summary>
public sealed class TestLatch(int count, TimeSpan defaultTimeout)
{
    private readonly CountdownEvent _countdown = new(count);

    public bool IsOpen => _countdown.IsSet;

    public void CountDown() => _countdown.Signal();

    public void Open()
    {
        while (!_countdown.IsSet) _countdown.Signal();
    }

    public void Reset() => _countdown.Reset();

    public void Ready() => Ready(defaultTimeout);

    public void Ready(TimeSpan timeout)
    {
        if (!_countdown.Wait(timeout)) throw new TimeoutException($"The latch did not open within {timeout}; {_countdown.CurrentCount} countdowns are missing.");
    }
}
