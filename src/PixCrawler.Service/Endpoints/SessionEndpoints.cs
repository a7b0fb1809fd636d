using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using PixCrawler.Service.Auth;
using PixCrawler.Service.Jobs;

namespace PixCrawler.Service.Endpoints;

/// <summary>How a browser signs in and out: a key becomes a session whose token no script ever sees.</summary>
internal static class SessionEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/session", Get).AllowAnonymous()
            .WithSummary("Says who makes this request; nobody is an answer too.").Produces<SessionView>();
        api.MapPost("/session", SignInAsync).AllowAnonymous()
            .WithSummary("Begins a browser's session with a key; its cookie is HttpOnly and SameSite=Strict.")
            .Accepts<SignInRequest>("application/json").Produces<SessionView>().ProducesProblem(400).ProducesProblem(401).ProducesProblem(403).ProducesProblem(415);
        api.MapDelete("/session", SignOutAsync).AllowAnonymous()
            .WithSummary("Ends a browser's session.").Produces(204).ProducesProblem(403);
    }

    private static JsonHttpResult<SessionView> Get(HttpContext context)
    {
        var user = context.User;
        var view = user.Identity is { IsAuthenticated: true, Name: { } name }
            ? new SessionView(name, [.. user.FindAll(Caller.ScopeClaim).Select(claim => claim.Value)], SessionCookie.TokenOf(context.Request) is not null)
            : new SessionView(null, [], false);
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Json(view, ServiceJson.Default.SessionView);
    }

    private static async Task<IResult> SignInAsync(HttpContext context, ApiKeyStore keys, SessionStore sessions, CancellationToken cancellationToken)
    {
        if (!SessionCookie.IsOwn(context.Request, needsProof: false))
            return OtherSite();
        if (!context.Request.HasJsonContentType())
            throw new BadHttpRequestException("Send application/json.", StatusCodes.Status415UnsupportedMediaType);
        var request = await Bodies.ReadAsync(context.Request.Body, ServiceJson.Default.SignInRequest, cancellationToken);
        if (await keys.VerifyAsync(request.Key.Trim(), cancellationToken) is not { } key)
            return Problems.Of(StatusCodes.Status401Unauthorized, "key-refused", "The key is unknown, expired or revoked.");
        var (token, _) = await sessions.BeginAsync(key, cancellationToken);
        SessionCookie.Set(context, token);
        return TypedResults.Json(new SessionView(key.UserId, key.Scopes, IsSession: true), ServiceJson.Default.SessionView);
    }

    private static async Task<IResult> SignOutAsync(HttpContext context, SessionStore sessions, CancellationToken cancellationToken)
    {
        var token = SessionCookie.TokenOf(context.Request);
        if (!SessionCookie.IsOwn(context.Request, needsProof: token is not null))
            return OtherSite();
        if (token is not null)
            await sessions.EndAsync(token, cancellationToken);
        SessionCookie.Clear(context);
        return TypedResults.NoContent();
    }

    private static IResult OtherSite() =>
        Problems.Of(StatusCodes.Status403Forbidden, "other-site", "Only pages of this service may ask for that in a browser.");
}
