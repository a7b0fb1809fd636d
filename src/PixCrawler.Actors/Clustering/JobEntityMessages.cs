namespace PixCrawler.Actors.Clustering;

/// <summary>The entity is to go: to another node, out of memory, or because its node ends. What is under way has its time.</summary>
internal sealed record LeaveNode
{
    public static LeaveNode Instance { get; } = new();
}

/// <summary>The entity's job has something to do.</summary>
internal sealed record JobInHand
{
    public static JobInHand Instance { get; } = new();
}

/// <summary>The entity's job needs nobody to go on with it.</summary>
internal sealed record JobAtRest
{
    public static JobAtRest Instance { get; } = new();
}
