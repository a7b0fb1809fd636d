using System.ComponentModel;
using System.Globalization;

namespace PixCrawler.Simulation.World;

/// <summary>Worlds as text: what differs from the one a seed draws, for example <c>Crashes=0,Urls=5</c>.</summary>
internal static class SwarmText
{
    public static string Difference(Swarm from, Swarm to) => string.Join(',', typeof(Swarm).GetProperties()
        .Where(property => !Equals(property.GetValue(from), property.GetValue(to)))
        .Select(property => FormattableString.Invariant($"{property.Name}={property.GetValue(to)}")));

    /// <summary>Changes a world as the text says.</summary>
    /// <exception cref="ArgumentException">The text names something there is not; the message lists what there is.</exception>
    public static Swarm With(this Swarm swarm, string changes)
    {
        var changed = swarm with { };
        foreach (var change in changes.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var (name, value) = change.Split('=') is [var left, var right]
                ? (left, right)
                : throw new ArgumentException($"'{change}' is no change; write it as Name=value.");
            var property = typeof(Swarm).GetProperty(name) ?? throw new ArgumentException(
                $"There is no '{name}'; there are {string.Join(", ", typeof(Swarm).GetProperties().Select(known => known.Name))}.");
            property.SetValue(changed, value.Length == 0 ? null : TypeDescriptor.GetConverter(property.PropertyType).ConvertFrom(null, CultureInfo.InvariantCulture, value));
        }

        return changed;
    }
}
