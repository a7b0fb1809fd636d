namespace Akka;

/// <summary>Something is done.</summary>
public sealed class Done
{
    private Done() { }

    /// <summary>The only instance.</summary>
    public static Done Instance { get; } = new();
}
