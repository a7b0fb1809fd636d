namespace PixCrawler.Cli.Doctor;

/// <summary>One thing that was looked at.</summary>
/// <param name="Name">What, for example <c>libvips</c>.</param>
/// <param name="Ok">Whether it is as it should be.</param>
/// <param name="Found">What is there.</param>
/// <param name="Advice">What to do where it is not as it should be.</param>
internal sealed record Finding(string Name, bool Ok, string Found, string? Advice = null)
{
    /// <summary>Something that is as it should be.</summary>
    public static Finding Good(string name, string found) => new(name, true, found);

    /// <summary>Something that is not, and what to do.</summary>
    public static Finding Warning(string name, string found, string advice) => new(name, false, found, advice);

    /// <summary>One of both.</summary>
    public static Finding When(bool ok, string name, string found, string advice) => ok ? Good(name, found) : Warning(name, found, advice);
}

/// <summary>What this machine has.</summary>
/// <param name="Ok">Whether there is no warning.</param>
/// <param name="Findings">Everything that was looked at.</param>
internal sealed record DoctorReport(bool Ok, IReadOnlyList<Finding> Findings);
