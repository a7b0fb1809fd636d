using System.ComponentModel.DataAnnotations;
using PixCrawler.Actors.Hosting;
using PixCrawler.Service.Auth;
using PixCrawler.Service.Tests.Support;
using PixCrawler.TestDatabases;
using PixCrawler.TestKit;

namespace PixCrawler.Service.Tests.Auth;

/// <summary>Keys, in both databases.</summary>
public sealed class ApiKeyStoreTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pixcrawl-keys");
    private readonly ManualTimeProvider _time = new();

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Keys_InSqlite_ComeAndGo() => await ComeAndGoAsync(ApiKeyStore.Open(RunningService.Settings(_folder.FullName), _time));

    [Fact]
    public async Task Keys_InPostgreSql_ComeAndGo()
    {
        await using var cluster = await PostgreSqlCluster.StartAsync();
        var settings = RunningService.Settings(_folder.FullName, settings => settings.Crawler.Journal =
            new JournalOptions { Kind = JournalKind.PostgreSql, ConnectionString = cluster.ConnectionString, Schema = "crawler" });
        await ComeAndGoAsync(ApiKeyStore.Open(settings, _time));
        (await ApiKeyStore.Open(settings, _time).ListAsync()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Create_WhenSomethingIsMissing_SaysWhat()
    {
        var keys = ApiKeyStore.Open(RunningService.Settings(_folder.FullName), _time);

        (await Should.ThrowAsync<ValidationException>(() => keys.CreateAsync("", "", [Scopes.Admin], null))).Message.ShouldStartWith("user:");
        (await Should.ThrowAsync<ValidationException>(() => keys.CreateAsync("ann", "", [], null))).Message.ShouldContain("jobs:read");
        (await Should.ThrowAsync<ValidationException>(() => keys.CreateAsync("ann", "", ["root"], null))).Message.ShouldStartWith("scopes:");
        (await Should.ThrowAsync<ValidationException>(() => keys.CreateAsync("ann", "", [Scopes.Admin], TimeSpan.Zero))).Message.ShouldStartWith("expiry:");
        (await keys.CreateAsync(new string('a', 100), new string('n', 100), [Scopes.Admin], null)).Key.UserId.Length.ShouldBe(100);
        await Should.ThrowAsync<ValidationException>(() => keys.CreateAsync(new string('a', 101), "", [Scopes.Admin], null));
        await Should.ThrowAsync<ValidationException>(() => keys.CreateAsync("ann", new string('n', 101), [Scopes.Admin], null));
    }

    private async Task ComeAndGoAsync(ApiKeyStore keys)
    {
        (await keys.AnyAsync(default)).ShouldBeFalse();
        var made = await keys.CreateAsync("ann", "laptop", [Scopes.JobsRead, Scopes.JobsWrite], TimeSpan.FromDays(1));
        made.Text.ShouldMatch("^pck_[0-9a-f]{12}_[A-Za-z0-9_-]{43}$");
        (await keys.AnyAsync(default)).ShouldBeTrue();

        (await keys.VerifyAsync(made.Text, default)).ShouldBeEquivalentTo(made.Key);
        (await keys.VerifyAsync(made.Text + "A", default)).ShouldBeNull();
        _time.Advance(TimeSpan.FromDays(1) - TimeSpan.FromTicks(1));
        (await keys.VerifyAsync(made.Text, default)).ShouldNotBeNull();
        _time.Advance(TimeSpan.FromTicks(1));
        (await keys.VerifyAsync(made.Text, default)).ShouldBeNull();

        (await keys.RevokeAsync("000000000000")).ShouldBeFalse();
        (await keys.RevokeAsync(made.Key.Prefix)).ShouldBeTrue();
        (await keys.ListAsync()).Single().RevokedAt.ShouldBe(_time.GetUtcNow());
    }
}
