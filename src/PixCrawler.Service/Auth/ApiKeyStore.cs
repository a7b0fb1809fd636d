using System.ComponentModel.DataAnnotations;
using System.Data.Common;
using PixCrawler.Service.Hosting;
using PixCrawler.Service.ReadModel;

namespace PixCrawler.Service.Auth;

/// <summary>The keys there are, in the service's database.</summary>
public sealed class ApiKeyStore
{
    private const string Columns = "prefix, user_id, name, scopes, created_at, expires_at, revoked_at";
    private static readonly string NoHash = new('0', 64);

    private readonly ServiceDatabase _database;
    private readonly TimeProvider _time;

    internal ApiKeyStore(ServiceDatabase database, TimeProvider time) => (_database, _time) = (database, time);

    /// <summary>Opens the keys of a service, be it running or not; a missing database is created.</summary>
    /// <param name="settings">Which service.</param>
    /// <param name="time">The clock.</param>
    /// <returns>Its keys.</returns>
    /// <exception cref="ValidationException">The database cannot be opened; the message says what to do.</exception>
    public static ApiKeyStore Open(ServiceSettings settings, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return new ApiKeyStore(ServiceDatabase.Open(settings), time);
    }

    /// <summary>Makes a key.</summary>
    /// <param name="userId">Whose jobs it sees, 1 to 100 characters.</param>
    /// <param name="name">What it is for, up to 100 characters.</param>
    /// <param name="scopes">What it may do, at least one of <see cref="Scopes.All"/>.</param>
    /// <param name="lifetime">How long it is good for; null for ever.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The key; its text cannot be had again.</returns>
    /// <exception cref="ValidationException">Something is missing or unknown; the message says what.</exception>
    public async Task<NewApiKey> CreateAsync(
        string userId, string name, IReadOnlyList<string> scopes, TimeSpan? lifetime, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(scopes);
        if (string.IsNullOrWhiteSpace(userId) || userId.Length > 100)
            throw new ValidationException("user: say who the key is for, in 1 to 100 characters");
        if (name is null || name.Length > 100)
            throw new ValidationException("name: at most 100 characters");
        if (scopes.Count == 0 || scopes.FirstOrDefault(scope => !Scopes.All.Contains(scope)) is not null)
            throw new ValidationException($"scopes: name at least one of {string.Join(", ", Scopes.All.Order())}");
        if (lifetime <= TimeSpan.Zero)
            throw new ValidationException("expiry: must lie in the future");
        var now = _time.GetUtcNow();
        var (prefix, text) = KeyText.Create();
        var key = new ApiKey(prefix, userId, name, scopes.Distinct().Order().ToArray(), now, now + lifetime, null);
        await _database.WriteAsync(
            $"INSERT INTO {_database.Table("service_api_keys")} ({Columns}, hash) VALUES (@prefix, @user, @name, @scopes, @created, @expires, NULL, @hash)",
            cancellationToken,
            ("@prefix", prefix), ("@user", userId), ("@name", name), ("@scopes", string.Join(' ', key.Scopes)),
            ("@created", Ticks.Of(now)), ("@expires", Ticks.Of(key.ExpiresAt)), ("@hash", KeyText.HashOf(text)));
        return new NewApiKey(key, text);
    }

    /// <summary>Lists the keys, the oldest first.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>All of them, revoked and expired ones too.</returns>
    public Task<IReadOnlyList<ApiKey>> ListAsync(CancellationToken cancellationToken = default) => _database.ReadAsync(
        $"SELECT {Columns} FROM {_database.Table("service_api_keys")} ORDER BY created_at, prefix", Read, cancellationToken);

    /// <summary>Makes a key useless, at once and for good.</summary>
    /// <param name="prefix">Its prefix.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether there is such a key.</returns>
    public async Task<bool> RevokeAsync(string prefix, CancellationToken cancellationToken = default) => await _database.WriteAsync(
        $"UPDATE {_database.Table("service_api_keys")} SET revoked_at = COALESCE(revoked_at, @now) WHERE prefix = @prefix",
        cancellationToken, ("@now", Ticks.Of(_time.GetUtcNow())), ("@prefix", prefix)) > 0;

    /// <summary>The same before anything runs, where there is nobody to wait beside.</summary>
    internal bool Any() => _database.HasRows("service_api_keys");

    /// <summary>Whether any key was ever made; a service without keys is open to its own machine.</summary>
    internal async Task<bool> AnyAsync(CancellationToken cancellationToken) => (await _database.ReadAsync(
        $"SELECT prefix FROM {_database.Table("service_api_keys")} LIMIT 1", row => row.GetString(0), cancellationToken)).Count > 0;

    /// <summary>The key that a text is; null where it is none that is good now. A prefix nobody has takes as long as a wrong secret.</summary>
    internal async Task<ApiKey?> VerifyAsync(string text, CancellationToken cancellationToken)
    {
        if (KeyText.PrefixOf(text) is not { } prefix)
            return null;
        var found = await _database.ReadAsync(
            $"SELECT {Columns}, hash FROM {_database.Table("service_api_keys")} WHERE prefix = @prefix",
            row => (Key: Read(row), Hash: row.GetString(7)), cancellationToken, ("@prefix", prefix));
        var hash = found.Count > 0 ? found[0].Hash : NoHash;
        if (!KeyText.Matches(hash, KeyText.HashOf(text)) || found.Count == 0)
            return null;
        return IsGood(found[0].Key) ? found[0].Key : null;
    }

    /// <summary>The key of a prefix; null where it is not good now.</summary>
    internal async Task<ApiKey?> FindGoodAsync(string prefix, CancellationToken cancellationToken) => (await _database.ReadAsync(
        $"SELECT {Columns} FROM {_database.Table("service_api_keys")} WHERE prefix = @prefix", Read, cancellationToken, ("@prefix", prefix)))
        .SingleOrDefault(IsGood);

    private bool IsGood(ApiKey key) => key.RevokedAt is null && !(key.ExpiresAt <= _time.GetUtcNow());

    private static ApiKey Read(DbDataReader row) => new(
        row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3).Split(' '),
        Ticks.Read(row, 4)!.Value, Ticks.Read(row, 5), Ticks.Read(row, 6));
}
