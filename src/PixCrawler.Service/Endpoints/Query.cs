using System.Globalization;
using Microsoft.AspNetCore.Http;
using PixCrawler.Contracts.Errors;

namespace PixCrawler.Service.Endpoints;

/// <summary>Reads the query of a request strictly: what is unknown or no figure is said, not passed over.</summary>
internal static class Query
{
    /// <summary>Refuses names that mean nothing here.</summary>
    /// <exception cref="InvalidInputException">There is one.</exception>
    public static void Allow(HttpRequest request, params ReadOnlySpan<string> names)
    {
        RefuseRepeated(request.Query);
        foreach (var name in request.Query.Keys)
        {
            if (!names.Contains(name))
                throw new InvalidInputException("query-unknown", $"The query parameter '{name}' means nothing here; there are: {string.Join(", ", names!)}.");
        }
    }

    /// <summary>Refuses names that are given more than once: one of the values would be passed over.</summary>
    /// <exception cref="InvalidInputException">There is one.</exception>
    public static void RefuseRepeated(IQueryCollection query)
    {
        if (query.FirstOrDefault(parameter => parameter.Value.Count > 1).Key is { } repeated)
            throw new InvalidInputException("query-repeated", $"The query parameter '{repeated}' is given more than once.");
    }

    /// <summary>Reads a figure.</summary>
    /// <exception cref="InvalidInputException">It is none, or out of its range.</exception>
    public static long Number(HttpRequest request, string name, long ifMissing, long min, long max)
    {
        if (Text(request, name) is not { } text)
            return ifMissing;
        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max
            ? number
            : throw new InvalidInputException("query-invalid", $"{name} must be a number from {min:N0} to {max:N0}.");
    }

    /// <summary>Reads a word out of an enumeration.</summary>
    /// <exception cref="InvalidInputException">It is none of its words.</exception>
    public static T? Word<T>(HttpRequest request, string name)
        where T : struct, Enum
    {
        if (Text(request, name) is not { } text)
            return null;
        foreach (var value in Enum.GetValues<T>())
        {
            if (value.ToString().Equals(text, StringComparison.OrdinalIgnoreCase))
                return value;
        }

        throw new InvalidInputException("query-invalid", $"{name} must be one of: {string.Join(", ", Enum.GetNames<T>()).ToLowerInvariant()}.");
    }

    /// <summary>Reads text; null where there is none.</summary>
    public static string? Text(HttpRequest request, string name) => request.Query[name] is [{ Length: > 0 } text] ? text : null;
}
