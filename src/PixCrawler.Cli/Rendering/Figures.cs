using System.Globalization;

namespace PixCrawler.Cli.Rendering;

/// <summary>Writes figures the same way everywhere.</summary>
internal static class Figures
{
    private static readonly string[] Units = ["B", "KiB", "MiB", "GiB", "TiB"];

    /// <summary>A count with thousands separated: 1,234.</summary>
    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A rate with one decimal: 12.3.</summary>
    public static string Rate(double perSecond) => perSecond.ToString("N1", CultureInfo.InvariantCulture);

    /// <summary>A size in the largest unit that leaves a figure of one or more: 1.5 MiB.</summary>
    public static string Bytes(long bytes)
    {
        var (size, unit) = ((double)bytes, 0);
        for (; size >= 1024 && unit < Units.Length - 1; unit++)
            size /= 1024;
        return size.ToString(unit == 0 ? "N0" : "N1", CultureInfo.InvariantCulture) + " " + Units[unit];
    }

    /// <summary>A time as minutes and seconds, with hours where there are any: 1:05, 2:00:07.</summary>
    public static string Duration(TimeSpan time)
    {
        var seconds = (long)Math.Max(0, Math.Round(time.TotalSeconds));
        return seconds >= 3600
            ? string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600}:{seconds / 60 % 60:D2}:{seconds % 60:D2}")
            : string.Create(CultureInfo.InvariantCulture, $"{seconds / 60}:{seconds % 60:D2}");
    }

    /// <summary>A part of the whole in per cent, rounded down so that 100 means done.</summary>
    public static string Percent(double part) =>
        ((int)Math.Floor(Math.Clamp(part, 0, 1) * 100)).ToString(CultureInfo.InvariantCulture) + " %";
}
