using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.DependencyInjection;
using PixCrawler.Actors.Hosting;
using PixCrawler.Service.Endpoints;
using Serilog;

namespace PixCrawler.Service.Hosting;

/// <summary>What every request goes through: its id, its line in the log, headers, and how many a key may make.</summary>
internal static class RequestPipeline
{
    private const string IdHeader = "X-Request-Id";
    private const int MaxIdLength = 64;

    /// <summary>Gives a request its id (that of the caller, where it sent one), and logs how it ended.</summary>
    public static void UseRequestIds(this WebApplication app, ILogger log, TimeProvider time) => app.Use(async (context, next) =>
    {
        if (context.Request.Headers[IdHeader] is [{ Length: > 0 and <= MaxIdLength } given] && given.All(IsIdCharacter))
            context.TraceIdentifier = given;
        // At the last moment: who handles an exception clears what was set before.
        context.Response.OnStarting(() =>
        {
            context.Response.Headers[IdHeader] = context.TraceIdentifier;
            context.Response.Headers.XContentTypeOptions = "nosniff";
            context.Response.Headers["Referrer-Policy"] = "no-referrer";
            // Images of jobs are not for the pages of others.
            context.Response.Headers["Cross-Origin-Resource-Policy"] = "same-origin";
            return Task.CompletedTask;
        });
        var began = time.GetTimestamp();
        try
        {
            await next(context);
        }
        finally
        {
            log.ForContext("EventId", EventIds.RequestEnded).ForContext("RequestId", context.TraceIdentifier).ForContext("UserId", context.User.Identity?.Name)
                .Information("{Method} {Path} {StatusCode} in {ElapsedMilliseconds:0.0} ms",
                    context.Request.Method, context.Request.Path.Value, context.Response.StatusCode, time.GetElapsedTime(began).TotalMilliseconds);
        }
    });

    /// <summary>Refuses bodies that are packed: their true size would be seen too late.</summary>
    public static void UsePlainBodies(this WebApplication app) => app.Use((context, next) =>
        context.Request.Headers.ContentEncoding is [{ Length: > 0 } encoding] && !encoding.Equals("identity", StringComparison.OrdinalIgnoreCase)
            ? throw new BadHttpRequestException("Send the body as it is, without a Content-Encoding.", StatusCodes.Status415UnsupportedMediaType)
            : next(context));

    /// <summary>Limits how many requests each key, or each address without one, may make.</summary>
    public static void AddRequestLimits(this IServiceCollection services, ServiceOptions options) => services.AddRateLimiter(limiter =>
    {
        limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context => IsCounted(context)
            ? RateLimitPartition.GetTokenBucketLimiter(PartitionOf(context), _ => new TokenBucketRateLimiterOptions
            {
                TokenLimit = options.RequestBurst,
                TokensPerPeriod = TokensPerPeriod(options),
                ReplenishmentPeriod = TimeSpan.FromMinutes((double)TokensPerPeriod(options) / options.RequestsPerMinute),
                QueueLimit = 0,
            })
            : RateLimitPartition.GetNoLimiter(""));
        limiter.OnRejected = async (rejected, _) =>
        {
            var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromSeconds(1);
            rejected.HttpContext.Response.Headers.RetryAfter = Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
            await Problems.Of(StatusCodes.Status429TooManyRequests, "too-many-requests", "Too many requests with this key; wait as Retry-After says.")
                .ExecuteAsync(rejected.HttpContext);
        };
    });

    // About once a second, or token by token where there are fewer.
    private static int TokensPerPeriod(ServiceOptions options) => Math.Max(1, options.RequestsPerMinute / 60);

    private static bool IsIdCharacter(char character) => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.';

    private static bool IsCounted(HttpContext context) => context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase);

    private static string PartitionOf(HttpContext context) =>
        context.User.FindFirst(System.Security.Claims.ClaimTypes.NameIdentifier)?.Value ?? $"address {context.Connection.RemoteIpAddress}";
}
