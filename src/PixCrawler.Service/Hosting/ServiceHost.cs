using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PixCrawler.Actors.Hosting;
using PixCrawler.Service.Auth;
using PixCrawler.Service.Endpoints;
using PixCrawler.Service.Health;
using PixCrawler.Service.Jobs;
using PixCrawler.Service.Live;
using PixCrawler.Service.Metrics;
using PixCrawler.Service.ReadModel;
using PixCrawler.Service.Webhooks;
using Serilog;

namespace PixCrawler.Service.Hosting;

/// <summary>The service: everything is put together here and nowhere else.</summary>
public static class ServiceHost
{
    /// <summary>Puts the service together. It listens once it is started.</summary>
    /// <param name="settings">Everything that can be set.</param>
    /// <param name="log">Where everything is logged.</param>
    /// <param name="time">The clock.</param>
    /// <returns>The service.</returns>
    /// <exception cref="ValidationException">It cannot work so; the message says what to do.</exception>
    public static WebApplication Build(ServiceSettings settings, Serilog.ILogger log, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var database = ServiceDatabase.Open(settings);
        try
        {
            var keys = new ApiKeyStore(database, time);
            RefuseOpenDoors(settings.Service, keys);
            // The actor system's own log goes where Serilog's static logger points.
            Log.Logger = log;
            var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
            builder.Logging.AddSerilog(log);
            builder.WebHost.UseKestrel(kestrel =>
            {
                kestrel.AddServerHeader = false;
                kestrel.Limits.MaxRequestBodySize = settings.Service.MaxRequestBodyBytes;
            });
            builder.WebHost.UseUrls([.. settings.Service.ListenUrls]);
            builder.Services.AddSingleton<IHostLifetime, SilentLifetime>();
            builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = settings.Crawler.StopTime);
            builder.Services.AddSingleton(time).AddSingleton(log).AddSingleton(settings).AddSingleton(database).AddSingleton(keys);
            AddOwn(builder.Services, settings);
            AddWeb(builder.Services, settings.Service);
            var app = builder.Build();
            Use(app, log, time);
            return app;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    private static void RefuseOpenDoors(ServiceOptions options, ApiKeyStore keys)
    {
        if (!options.IsLoopbackOnly && !keys.Any())
        {
            throw new ValidationException(
                $"Service:{nameof(ServiceOptions.Urls)}: {string.Join(", ", options.ListenUrls)} can be reached from other machines and there is no key yet. "
                + "Make one first (pixcrawl keys create --user NAME --scopes admin), or listen on http://127.0.0.1:8080.");
        }
    }

    private static void AddOwn(IServiceCollection services, ServiceSettings settings)
    {
        services.AddPixCrawler(settings.Crawler);
        services.AddSingleton(new DataFolder(settings.Service.DataFolder));
        services.AddSingleton<MetricsCollector>();
        services.AddSingleton<WebhookTable>();
        services.AddSingleton<SessionStore>();
        services.AddSingleton<ThisNode>();
        services.AddSingleton<JobTable>();
        services.AddSingleton<JobDirectory>();
        services.AddSingleton<JobIntake>();
        services.AddSingleton<ListIntake>();
        services.AddSingleton<JobFeeds>();
        services.AddSingleton<EventStream>();
        services.AddSingleton<Readiness>();
        services.AddSingleton<Projector>();
        services.AddHostedService(provider => provider.GetRequiredService<Projector>());
        services.AddHostedService<WebhookSender>();
    }

    private static void AddWeb(IServiceCollection services, ServiceOptions options)
    {
        services.AddRouting();
        services.ConfigureHttpJsonOptions(json => ServiceJson.Configure(json.SerializerOptions));
        services.AddSingleton<IProblemDetailsWriter, ProblemWriter>();
        services.AddProblemDetails();
        services.AddExceptionHandler<ProblemHandler>();
        services.AddAuthentication(ApiKeyHandler.SchemeName).AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>(ApiKeyHandler.SchemeName, null);
        var policies = services.AddAuthorizationBuilder();
        foreach (var scope in Scopes.All)
            policies.AddPolicy(scope, policy => policy.RequireAuthenticatedUser().RequireClaim(Caller.ScopeClaim, scope, Scopes.Admin));
        // What says nothing, and what is no endpoint, is for those with a key.
        policies.SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        services.AddRequestLimits(options);
        services.AddOpenApi("v1", document => document.AddDocumentTransformer((description, _, _) =>
        {
            description.Info = new Microsoft.OpenApi.OpenApiInfo { Title = "PixCrawler", Version = "v1", Description = "Image datasets from URL lists. Errors are RFC 9457 problems." };
            description.Servers = [];
            return Task.CompletedTask;
        }));
    }

    private static void Use(WebApplication app, Serilog.ILogger log, TimeProvider time)
    {
        var readiness = app.Services.GetRequiredService<Readiness>();
        app.Lifetime.ApplicationStopping.Register(() => readiness.IsStopping = true);
        // Listens from the start, so that nothing is missing from its counts.
        app.Services.GetRequiredService<MetricsCollector>();
        app.Services.GetRequiredService<ThisNode>();
        app.UseRequestIds(log, time);
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UsePlainBodies();
        app.UseRouting();
        app.UseAuthentication();
        app.UseRateLimiter();
        app.UseAuthorization();
        var api = app.MapGroup("/api/v1");
        JobEndpoints.Map(api);
        CreateJobEndpoint.Map(api);
        EventEndpoints.Map(api);
        ImageEndpoints.Map(api);
        ThumbnailEndpoints.Map(api);
        ExplainEndpoint.Map(api);
        ExportEndpoints.Map(api);
        WebhookEndpoints.Map(api);
        SystemEndpoints.MapApi(api);
        SessionEndpoints.Map(api);
        ClusterEndpoints.Map(api);
        SystemEndpoints.MapRoot(app);
        PageEndpoints.Map(app);
    }
}
