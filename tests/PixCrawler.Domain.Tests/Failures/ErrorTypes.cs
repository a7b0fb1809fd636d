using PixCrawler.Contracts.Errors;

namespace PixCrawler.Domain.Tests.Failures;

/// <summary>Every error type of the contracts, found by reflection, so that a new one cannot be forgotten.</summary>
internal static class ErrorTypes
{
    public static IReadOnlyList<Type> All { get; } =
    [
        .. typeof(CrawlException).Assembly.GetExportedTypes()
            .Where(type => typeof(Exception).IsAssignableFrom(type) && type != typeof(CrawlException)),
    ];

    public static Exception Create(Type type) => type == typeof(InfrastructureException)
        ? new InfrastructureException(InfrastructureKind.Disk, "message")
        : (Exception)Activator.CreateInstance(type, "reason", "message", null)!;
}
