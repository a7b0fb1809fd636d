using Microsoft.AspNetCore.Http;

namespace PixCrawler.Service.Auth;

/// <summary>
/// The cookie of a browser's session, and what a request needs that shows no key: browsers send cookies, and reach this machine, for any
/// page that asks them to. What a browser says about who asked decides (Fetch Metadata; the header Origin, RFC 6454).
/// </summary>
internal static class SessionCookie
{
    public const string Name = "pixcrawler-session";

    /// <summary>Whether a request comes from a page of this service, or from no page at all.</summary>
    /// <param name="request">The request.</param>
    /// <param name="needsProof">Whether a request that changes something has to show that it does; programs show nothing.</param>
    public static bool IsOwn(HttpRequest request, bool needsProof)
    {
        if (request.Headers["Sec-Fetch-Site"] is [{ } site])
            return site is "same-origin" or "none";
        if (request.Headers.Origin is [{ } origin])
            return Uri.TryCreate(origin, UriKind.Absolute, out var uri) && uri.Authority.Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase);
        return !needsProof || HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);
    }

    /// <summary>The token of a request; null where there is none.</summary>
    public static string? TokenOf(HttpRequest request) => request.Cookies[Name] is { Length: > 0 and < 100 } token ? token : null;

    /// <summary>Has the browser keep a token until it is closed; scripts never see it.</summary>
    public static void Set(HttpContext context, string token) => context.Response.Cookies.Append(Name, token, Options(context.Request));

    /// <summary>Has the browser forget it.</summary>
    public static void Clear(HttpContext context) => context.Response.Cookies.Delete(Name, Options(context.Request));

    // Whoever lies about TLS in front of the service keeps the cookie from themselves.
    private static CookieOptions Options(HttpRequest request) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Secure = request.IsHttps || request.Headers["X-Forwarded-Proto"] is ["https"],
        IsEssential = true,
        Path = "/",
    };
}
