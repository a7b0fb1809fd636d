using PixCrawler.Service.Auth;
using PixCrawler.Service.ReadModel;
using PixCrawler.Service.Tests.Support;
using PixCrawler.TestKit;

namespace PixCrawler.Service.Tests.Auth;

/// <summary>How long sessions last.</summary>
public sealed class SessionStoreTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pixcrawl-sessions");
    private readonly ManualTimeProvider _time = new();
    private readonly ServiceDatabase _database;
    private readonly ApiKeyStore _keys;
    private readonly SessionStore _sessions;

    public SessionStoreTests()
    {
        var settings = RunningService.Settings(_folder.FullName, settings => settings.Service.SessionHours = 2);
        _database = ServiceDatabase.Open(settings);
        _keys = new ApiKeyStore(_database, _time);
        _sessions = new SessionStore(_database, _keys, settings, _time);
    }

    public void Dispose()
    {
        _database.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Session_LastsAsLongAsTheOptionSays()
    {
        var key = (await _keys.CreateAsync("ann", "", [Scopes.JobsRead], null)).Key;
        var (token, expiresAt) = await _sessions.BeginAsync(key, CancellationToken.None);
        expiresAt.ShouldBe(_time.GetUtcNow().AddHours(2));

        _time.Advance(TimeSpan.FromHours(2) - TimeSpan.FromTicks(1));
        (await _sessions.FindAsync(token, CancellationToken.None))!.Prefix.ShouldBe(key.Prefix);

        _time.Advance(TimeSpan.FromTicks(1));
        (await _sessions.FindAsync(token, CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public async Task Session_EndsWithItsKey()
    {
        var brief = (await _keys.CreateAsync("ann", "", [Scopes.JobsRead], TimeSpan.FromMinutes(1))).Key;
        var lasting = (await _keys.CreateAsync("ann", "", [Scopes.JobsRead], null)).Key;
        var (first, expiresAt) = await _sessions.BeginAsync(brief, CancellationToken.None);
        var (second, _) = await _sessions.BeginAsync(lasting, CancellationToken.None);
        expiresAt.ShouldBe(_time.GetUtcNow().AddMinutes(1));

        _time.Advance(TimeSpan.FromMinutes(1));
        await _keys.RevokeAsync(lasting.Prefix);

        (await _sessions.FindAsync(first, CancellationToken.None)).ShouldBeNull();
        (await _sessions.FindAsync(second, CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public async Task Session_IsKeptAsItsHashAndForgottenOnceItIsOver()
    {
        var key = (await _keys.CreateAsync("ann", "", [Scopes.JobsRead], null)).Key;
        var (old, _) = await _sessions.BeginAsync(key, CancellationToken.None);
        _time.Advance(TimeSpan.FromHours(2));
        var (token, _) = await _sessions.BeginAsync(key, CancellationToken.None);

        var hashes = await _database.ReadAsync($"SELECT token_hash FROM {_database.Table("service_sessions")}", row => row.GetString(0), CancellationToken.None);

        hashes.ShouldBe([KeyText.HashOf(token)]);
        old.ShouldNotBe(token);
        hashes.ShouldNotContain(token);
    }
}
