using System.Text.Json.Serialization;
using PixCrawler.Actors.Clustering;
using PixCrawler.Actors.Politeness;
using PixCrawler.Contracts.Serialization;

namespace PixCrawler.Actors.Serialization;

/// <summary>The manifests of what actors on different nodes say to each other and host apps have nothing to do with.</summary>
internal static class ActorManifests
{
    /// <summary>Creates the table.</summary>
    /// <returns>A new table.</returns>
    public static ManifestTable CreateTable() => new ManifestTable()
        .Add("host.ask-turn.v1", ActorsJsonContext.Default.AskHostTurn)
        .Add("host.turn-lent.v1", ActorsJsonContext.Default.HostTurnLent)
        .Add("host.return-turn.v1", ActorsJsonContext.Default.ReturnHostTurn)
        .Add("host.keep-pause.v1", ActorsJsonContext.Default.KeepPause);
}

/// <summary>How they are written.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(AskHostTurn))]
[JsonSerializable(typeof(HostTurnLent))]
[JsonSerializable(typeof(ReturnHostTurn))]
[JsonSerializable(typeof(KeepPause))]
internal sealed partial class ActorsJsonContext : JsonSerializerContext;
