using System.Runtime.Serialization;
using System.Text;
using System.Text.Json.Serialization;
using PixCrawler.Contracts.Chunks;
using PixCrawler.Contracts.Jobs;
using PixCrawler.Contracts.Operations;
using PixCrawler.Contracts.Serialization;

namespace PixCrawler.Contracts.Tests.Serialization;

public sealed class ManifestTableTests
{
    private static readonly ManifestTable Table = ContractManifests.CreateTable();
    private static readonly JobId Job = new(new Guid("0123456789abcdef0123456789abcdef"));

    /// <summary>Whoever adds a command, query, reply or event and forgets its manifest learns it here.</summary>
    [Fact]
    public void Contracts_Always_HaveAManifest()
    {
        var missing = typeof(JobId).Assembly.GetExportedTypes()
            .Where(type => type is { IsAbstract: false, IsInterface: false })
            .Where(type => type.IsAssignableTo(typeof(IWithJobId)) || type.IsAssignableTo(typeof(IWithOperationId)))
            .Except(Table.Types);
        missing.ShouldBeEmpty("add it to ContractsJsonContext, ContractManifests and Samples");
    }

    [Theory]
    [InlineData(typeof(OperationCommand))]
    [InlineData(typeof(OperationResult))]
    [InlineData(typeof(IOperationOutcome))]
    public void DerivedTypes_Always_HaveAName(Type contract)
    {
        var named = contract.GetCustomAttributes(typeof(JsonDerivedTypeAttribute), inherit: false)
            .Cast<JsonDerivedTypeAttribute>().Select(attribute => attribute.DerivedType);
        var all = contract.Assembly.GetExportedTypes().Where(type => !type.IsAbstract && type.IsAssignableTo(contract));
        named.ShouldBe(all, ignoreOrder: true);
    }

    [Fact]
    public void Manifests_Always_EndWithTheirVersion() => Table.Manifests.ShouldAllBe(manifest => manifest.EndsWith(".v1"));

    [Fact]
    public void Read_WhenThereAreUnknownProperties_PassesThemOver() =>
        Read("job.accepted.v1", $$"""{"new":{"a":[1]},"jobId":"{{Job}}","z":null}""").ShouldBe(new JobAccepted(Job));

    [Fact]
    public void Read_WhenATallyHasUnknownProperties_PassesThemOver() =>
        ((JobEnded)Read("job.ended.v1", $$"""{"jobId":"{{Job}}","status":"Failed","tally":{"new":{"a":[1]},"failed":2},"at":"2026-01-01T00:00:00Z"}"""))
            .Tally.Failed.ShouldBe(2);

    [Theory]
    [InlineData("job.ended.v1", """{"jobId":"0123456789abcdef0123456789abcdef","tally":{},"at":"2026-01-01T00:00:00Z"}""", "status")]
    [InlineData("job.ended.v1", """{"jobId":"0123456789abcdef0123456789abcdef","status":"Excellent","tally":{},"at":"2026-01-01T00:00:00Z"}""", "status")]
    [InlineData("job.ended.v1", """{"jobId":"0123456789abcdef0123456789abcdef","status":"Failed","tally":7,"at":"2026-01-01T00:00:00Z"}""", "tally")]
    [InlineData("job.submit.v1", """{"jobId":"0123456789abcdef0123456789abcdef","specification":{"name":"a","sources":[]}}""", "outputFolder")]
    [InlineData("job.submit.v1", """{"jobId":"0123456789abcdef0123456789abcdef","specification":null}""", "specification")]
    [InlineData("job.accepted.v1", """{"jobId":"nobody"}""", "JobId")]
    [InlineData("job.accepted.v1", """{"jobId":7}""", "JobId")]
    [InlineData("job.accepted.v1", "{", "job.accepted.v1")]
    [InlineData("job.accepted.v1", "null", "null")]
    public void Read_WhenItIsNotWhatTheManifestSays_NamesManifestAndProblem(string manifest, string json, string problem)
    {
        var error = Should.Throw<SerializationException>(() => Read(manifest, json));
        error.Message.ShouldContain(manifest);
        error.Message.ShouldContain(problem);
    }

    [Fact]
    public void Read_WhenTheManifestIsUnknown_SaysThatANewerVersionIsNeeded() =>
        Should.Throw<SerializationException>(() => Read("job.started.v9", "{}")).Message.ShouldContain("newer version");

    [Fact]
    public void Write_WhenTheTypeHasNoManifest_NamesIt() =>
        Should.Throw<SerializationException>(() => Table.Write("text")).Message.ShouldContain("System.String");

    [Fact]
    public void Write_WhenTextIsNotUnicode_DoesNotFail()
    {
        var settled = new SlotSettled(new ChunkId(Job, 0), new Settlement(0, SettlementStatus.Failed, default) { Detail = "a\uD800b" });
        ((SlotSettled)Table.Read(Table.Write(settled), "chunk.slot-settled.v1")).Settlement.Detail.ShouldBe("a\uFFFDb");
    }

    [Fact]
    public void Read_WhenTheManifestIsOld_ReadsItsShapeAndUpcasts()
    {
        var table = new ManifestTable()
            .Add("job.accepted.v2", TestContext.Default.JobAcceptedShape)
            .AddOld("job.accepted.v1", TestContext.Default.OldShape, old => new JobAcceptedShape(old.Id, "before v2"));
        table.Read("""{"Id":"a"}"""u8, "job.accepted.v1").ShouldBe(new JobAcceptedShape("a", "before v2"));
        table.ManifestOf(new JobAcceptedShape("a", "b")).ShouldBe("job.accepted.v2");
    }

    [Theory]
    [InlineData("0123456789abcdef0123456789abcdef-2147483647", true)]
    [InlineData("0123456789abcdef0123456789abcdef-2147483648", false)]
    [InlineData("0123456789abcdef0123456789abcdef--1", false)]
    [InlineData("0123456789abcdef0123456789abcdef", false)]
    [InlineData("-1", false)]
    public void Read_WhenAChunkIdIsText_TakesOnlyWhatIsOne(string text, bool isOne)
    {
        var json = $$"""{"chunk":"{{text}}","run":1,"slots":1,"at":"2026-01-01T00:00:00Z"}""";
        if (isOne)
            ((ChunkRunStarted)Read("chunk.run-started.v1", json)).Chunk.ToString().ShouldBe(text);
        else
            Should.Throw<SerializationException>(() => Read("chunk.run-started.v1", json));
    }

    [Theory]
    [InlineData("validator-0", true)]
    [InlineData("2-0", false)]
    [InlineData("nobody-0", false)]
    [InlineData("chunk-x", false)]
    public void Read_WhenAWorkerIdIsText_TakesOnlyWhatIsOne(string text, bool isOne)
    {
        var json = $$"""{"jobId":"{{Job}}","worker":"{{text}}","run":1,"at":"2026-01-01T00:00:00Z"}""";
        if (isOne)
            ((WorkerStarted)Read("job.worker-started.v1", json)).Worker.ToString().ShouldBe(text);
        else
            Should.Throw<SerializationException>(() => Read("job.worker-started.v1", json));
    }

    private static object Read(string manifest, string json) => Table.Read(Encoding.UTF8.GetBytes(json), manifest);
}

internal sealed record JobAcceptedShape(string Id, string Since);

internal sealed record OldShape(string Id);

[JsonSerializable(typeof(JobAcceptedShape))]
[JsonSerializable(typeof(OldShape))]
internal sealed partial class TestContext : JsonSerializerContext;
