using System.Buffers.Text;
using System.Security.Cryptography;
using PixCrawler.Service.Hosting;
using PixCrawler.Service.ReadModel;

namespace PixCrawler.Service.Auth;

/// <summary>
/// Sessions of browsers: 256 bits by chance that stand for a key for a while, kept as their hash. A session is never worth more than its
/// key: it ends with it.
/// </summary>
internal sealed class SessionStore(ServiceDatabase database, ApiKeyStore keys, ServiceSettings settings, TimeProvider time)
{
    private const int TokenBytes = 32;

    private readonly string _sessions = database.Table("service_sessions");

    /// <summary>Begins a session; those that are over are forgotten.</summary>
    /// <param name="key">The key it stands for.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Its token, which is kept nowhere else, and when it ends.</returns>
    public async Task<(string Token, DateTimeOffset ExpiresAt)> BeginAsync(ApiKey key, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var (token, end) = (Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes)), now.AddHours(settings.Service.SessionHours));
        var expires = key.ExpiresAt < end ? key.ExpiresAt.Value : end;
        await database.WriteAllAsync(
            async write =>
            {
                await write($"DELETE FROM {_sessions} WHERE expires_at <= @now", ("@now", Ticks.Of(now)));
                await write(
                    $"INSERT INTO {_sessions} (token_hash, prefix, expires_at) VALUES (@hash, @prefix, @expires)",
                    ("@hash", KeyText.HashOf(token)), ("@prefix", key.Prefix), ("@expires", Ticks.Of(expires)));
            },
            cancellationToken);
        return (token, expires);
    }

    /// <summary>The key a token stands for; null where the session or the key is good no longer.</summary>
    public async Task<ApiKey?> FindAsync(string token, CancellationToken cancellationToken)
    {
        var found = await database.ReadAsync(
            $"SELECT prefix FROM {_sessions} WHERE token_hash = @hash AND expires_at > @now", row => row.GetString(0), cancellationToken,
            ("@hash", KeyText.HashOf(token)), ("@now", Ticks.Of(time.GetUtcNow())));
        return found.Count > 0 ? await keys.FindGoodAsync(found[0], cancellationToken) : null;
    }

    /// <summary>Ends a session; ending it again changes nothing.</summary>
    public Task EndAsync(string token, CancellationToken cancellationToken) =>
        database.WriteAsync($"DELETE FROM {_sessions} WHERE token_hash = @hash", cancellationToken, ("@hash", KeyText.HashOf(token)));
}
