using System.Security.Claims;
using Microsoft.AspNetCore.Http;

namespace PixCrawler.Service.Auth;

/// <summary>Who makes a request.</summary>
/// <param name="UserId">Whose jobs are seen.</param>
/// <param name="IsAdmin">Whether those of everybody are.</param>
internal sealed record Caller(string UserId, bool IsAdmin)
{
    public const string ScopeClaim = "scope";

    /// <summary>Whether a job of a user is there for this caller.</summary>
    public bool MaySee(string userId) => IsAdmin || string.Equals(userId, UserId, StringComparison.Ordinal);

    /// <summary>Binds it as a parameter of endpoints.</summary>
    public static ValueTask<Caller?> BindAsync(HttpContext context) => ValueTask.FromResult(context.User.Identity is { IsAuthenticated: true, Name: { } name }
        ? new Caller(name, context.User.HasClaim(ScopeClaim, Scopes.Admin))
        : null);

    /// <summary>The identity of a key's user.</summary>
    public static ClaimsPrincipal Principal(string userId, IEnumerable<string> scopes, string keyPrefix) => new(new ClaimsIdentity(
        [new Claim(ClaimTypes.Name, userId), new Claim(ClaimTypes.NameIdentifier, keyPrefix), .. scopes.Select(scope => new Claim(ScopeClaim, scope))], "ApiKey"));
}
