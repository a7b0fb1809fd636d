namespace PixCrawler.ImageFarm;

/// <summary>One thing the farm can do.</summary>
/// <param name="Route">
/// A route template; <c>{*path}</c> at its end names an image (<c>img/…</c>, <c>gen/…</c>) or, where it says so, any behaviour.
/// </param>
/// <param name="What">What it answers, in one sentence.</param>
/// <param name="Answer">Answers it.</param>
/// <param name="Cases">Concrete URLs with their expectations.</param>
internal sealed record FarmBehaviour(string Route, string What, Func<FarmExchange, Task> Answer, params FarmCase[] Cases);
