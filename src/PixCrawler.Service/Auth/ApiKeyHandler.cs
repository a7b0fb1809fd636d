using System.Net;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PixCrawler.Service.Hosting;

namespace PixCrawler.Service.Auth;

/// <summary>
/// Tells who makes a request by its key: <c>Authorization: Bearer pck_…</c> or <c>X-Api-Key</c>, or the session that a browser has begun with
/// one. A service that listens on loopback alone and never had a key trusts its machine: requests from there, to a loopback name, are those of
/// <c>local</c>. Sessions and trust are not for what pages of others ask the browser to send.
/// </summary>
internal sealed class ApiKeyHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logging, UrlEncoder encoder, ApiKeyStore keys, SessionStore sessions,
    ServiceSettings settings)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logging, encoder)
{
    public const string SchemeName = "ApiKey";
    public const string LocalUser = "local";
    private const string KeyHeader = "X-Api-Key";
    private const string Bearer = "Bearer ";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (TextOf(Request) is { } text)
        {
            var key = await keys.VerifyAsync(text, Context.RequestAborted);
            return key is null ? AuthenticateResult.Fail("The key is unknown, expired or revoked.") : Success(key.UserId, key.Scopes, key.Prefix);
        }

        if (SessionCookie.TokenOf(Request) is { } token && SessionCookie.IsOwn(Request, needsProof: true)
            && await sessions.FindAsync(token, Context.RequestAborted) is { } known)
        {
            return Success(known.UserId, known.Scopes, known.Prefix);
        }

        return await IsTrustedAsync()
            ? Success(LocalUser, [Scopes.Admin], LocalUser)
            : AuthenticateResult.NoResult();
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer realm=\"pixcrawler\"";
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        return Task.CompletedTask;
    }

    private AuthenticateResult Success(string userId, IEnumerable<string> scopes, string prefix) =>
        AuthenticateResult.Success(new AuthenticationTicket(Caller.Principal(userId, scopes, prefix), SchemeName));

    // A web page of somebody else is not this machine's user: neither one that was led here by its own name (DNS rebinding), nor one that
    // sends forms here.
    private async Task<bool> IsTrustedAsync() => settings.Service.IsLoopbackOnly
        && Context.Connection.RemoteIpAddress is { } remote && IPAddress.IsLoopback(remote)
        && ServiceOptions.IsLoopback(Request.Host.Host)
        && SessionCookie.IsOwn(Request, needsProof: false)
        && !await keys.AnyAsync(Context.RequestAborted);

    private static string? TextOf(HttpRequest request)
    {
        if (request.Headers[KeyHeader] is [{ } key])
            return key;
        return request.Headers.Authorization is [{ } value] && value.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? value[Bearer.Length..].Trim() : null;
    }
}
