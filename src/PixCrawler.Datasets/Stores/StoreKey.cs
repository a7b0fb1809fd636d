using PixCrawler.Datasets.Exports;

namespace PixCrawler.Datasets.Stores;

/// <summary>Checks and spells keys.</summary>
internal static class StoreKey
{
    public static readonly TimeSpan MaxLinkLifetime = TimeSpan.FromDays(7);

    /// <exception cref="ArgumentException">The key is no safe name.</exception>
    public static string Checked(string key)
    {
        MemberName.ThrowIfUnsafe(key);
        return key;
    }

    /// <summary>The key in a URL's path.</summary>
    public static string Escaped(string key) => string.Join('/', Checked(key).Split('/').Select(Uri.EscapeDataString));

    public static TimeSpan Checked(TimeSpan lifetime)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(lifetime, TimeSpan.FromSeconds(1));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(lifetime, MaxLinkLifetime);
        return lifetime;
    }
}
