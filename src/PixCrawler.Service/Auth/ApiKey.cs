namespace PixCrawler.Service.Auth;

/// <summary>A key as it is kept: who it speaks for and what it may do, never its secret.</summary>
/// <param name="Prefix">The part of it that is shown: 12 hexadecimal digits.</param>
/// <param name="UserId">Whose jobs it sees.</param>
/// <param name="Name">What it is for, for people.</param>
/// <param name="Scopes">What it may do.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="ExpiresAt">From when on it is refused; null for never.</param>
/// <param name="RevokedAt">Since when it is refused; null while it is not.</param>
public sealed record ApiKey(
    string Prefix, string UserId, string Name, IReadOnlyList<string> Scopes, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, DateTimeOffset? RevokedAt);

/// <summary>A key that was just made; its text is shown once and kept nowhere.</summary>
/// <param name="Key">What is kept of it.</param>
/// <param name="Text">The key itself: <c>pck_</c>, its prefix, and 256 bits by chance.</param>
public sealed record NewApiKey(ApiKey Key, string Text);
