namespace PixCrawler.Service.Jobs;

/// <summary>A browser signs in.</summary>
/// <param name="Key">The key.</param>
internal sealed record SignInRequest(string Key);

/// <summary>Who makes a request.</summary>
/// <param name="UserId">Whose jobs are seen; null for nobody's.</param>
/// <param name="Scopes">What is allowed.</param>
/// <param name="IsSession">Whether there is a session to end.</param>
internal sealed record SessionView(string? UserId, IReadOnlyList<string> Scopes, bool IsSession);
