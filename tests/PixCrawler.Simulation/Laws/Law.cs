namespace PixCrawler.Simulation.Laws;

/// <summary>A promise, checked against what the world saw. It knows nothing of how the promise is kept.</summary>
internal abstract class Law
{
    public string Name => GetType().Name;

    /// <summary>How much was checked: a law that checks nothing promises nothing.</summary>
    public int Checks { get; private set; }

    /// <summary>What broke it first.</summary>
    public string? Violation { get; private set; }

    /// <summary>Called before the beginning, for laws that must look at the moment something happens.</summary>
    public virtual void Watch(SimRecord record)
    {
    }

    /// <summary>Judges; a record that a law cannot even read breaks it.</summary>
    public void Examine(SimRecord record)
    {
        try
        {
            Judge(record);
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException or KeyNotFoundException)
        {
            Check(false, $"the record makes no sense: {error.Message}");
        }
    }

    protected abstract void Judge(SimRecord record);

    protected void Check(bool holds, FormattableString violation)
    {
        Checks++;
        if (!holds)
            Violation ??= FormattableString.Invariant(violation);
    }
}
