using PixCrawler.Actors.Serialization;
using PixCrawler.Contracts.Jobs;

namespace PixCrawler.Actors.Tests.Serialization;

public sealed class PixCrawlerSerializerTests
{
    private readonly PixCrawlerSerializer _serializer = new(null!);

    /// <summary>It is in every stored row.</summary>
    [Fact]
    public void Identifier_Always_IsTheOneThatIsStored() => _serializer.Identifier.ShouldBe(7495);

    [Theory]
    [InlineData("job.started.v1")]
    [InlineData("job.snapshot.v1")]
    [InlineData("chunk.snapshot.v1")]
    public void Manifests_Always_HoldContractsAndSnapshots(string manifest) => PixCrawlerSerializer.Manifests.Manifests.ShouldContain(manifest);

    [Fact]
    public void FromBinary_WhenGivenItsOwnBytes_GivesTheObject()
    {
        var accepted = new JobAccepted(new JobId(new Guid("0123456789abcdef0123456789abcdef")));
        _serializer.FromBinary(_serializer.ToBinary(accepted), _serializer.Manifest(accepted)).ShouldBe(accepted);
    }
}
