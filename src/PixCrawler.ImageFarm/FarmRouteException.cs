namespace PixCrawler.ImageFarm;

/// <summary>The path does not say what its behaviour needs; answered with 404 and this text.</summary>
internal sealed class FarmRouteException(string message) : Exception(message);
