using System.Collections.Frozen;

namespace PixCrawler.Service.Auth;

/// <summary>What a key may be allowed to do.</summary>
public static class Scopes
{
    /// <summary>See jobs, their progress and events.</summary>
    public const string JobsRead = "jobs:read";

    /// <summary>Create, start, cancel and redo jobs.</summary>
    public const string JobsWrite = "jobs:write";

    /// <summary>Read images and manifests.</summary>
    public const string DatasetsRead = "datasets:read";

    /// <summary>Read the process's figures.</summary>
    public const string MetricsRead = "metrics:read";

    /// <summary>Everything, over the jobs of all users.</summary>
    public const string Admin = "admin";

    /// <summary>All there are.</summary>
    public static FrozenSet<string> All { get; } = [JobsRead, JobsWrite, DatasetsRead, MetricsRead, Admin];
}
