namespace PixCrawler.Service.Webhooks;

/// <summary>Where a user wants to be told of events.</summary>
/// <param name="UserId">Whose.</param>
/// <param name="Url">Where to.</param>
/// <param name="Secret">What messages are signed with.</param>
/// <param name="Events">The types of events that are told.</param>
internal sealed record Webhook(string UserId, string Url, string Secret, IReadOnlyList<string> Events);

/// <summary>A webhook that is asked for.</summary>
/// <param name="Url">Where to.</param>
/// <param name="Events">The types of events that are told; null for the end of jobs alone.</param>
internal sealed record WebhookRequest(string Url, IReadOnlyList<string>? Events = null);

/// <summary>A webhook, for its user.</summary>
/// <param name="Url">Where to.</param>
/// <param name="Events">The types of events that are told.</param>
/// <param name="Secret">What messages are signed with; shown only when it is made.</param>
internal sealed record WebhookView(string Url, IReadOnlyList<string> Events, string? Secret);

/// <summary>A message that waits to be sent.</summary>
/// <param name="Job">The job it is about, as text.</param>
/// <param name="Sequence">The event it tells of.</param>
/// <param name="Data">The event, as JSON.</param>
/// <param name="Rounds">How often sending it failed, its retries included.</param>
/// <param name="Webhook">Where it goes.</param>
internal sealed record Delivery(string Job, long Sequence, string Data, int Rounds, Webhook Webhook);
