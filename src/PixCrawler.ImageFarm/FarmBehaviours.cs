using PixCrawler.ImageFarm.Behaviours;

namespace PixCrawler.ImageFarm;

/// <summary>Everything the farm can do: the one registry, which the README's table is checked against.</summary>
public static class FarmBehaviours
{
    internal static IReadOnlyList<FarmBehaviour> Registry { get; } =
    [
        .. ImageBehaviours.All,
        .. StatusBehaviours.All,
        .. RetryAfterBehaviours.All,
        .. SlowBehaviours.All,
        .. LengthBehaviours.All,
        .. CutBehaviours.All,
        .. EncodingBehaviours.All,
        .. RedirectBehaviours.All,
        .. ContentBehaviours.All,
        .. BrokenImageBehaviours.All,
        .. OptOutBehaviours.All,
        .. SiteBehaviours.All,
    ];

    /// <summary>Every concrete case, with what a correct crawler must make of it.</summary>
    public static IReadOnlyList<FarmCase> All { get; } = [.. Registry.SelectMany(behaviour => behaviour.Cases)];
}
