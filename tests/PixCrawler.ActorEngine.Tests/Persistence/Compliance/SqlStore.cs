using System.Runtime.Serialization;
using System.Text;
using Akka.Actor;
using Akka.Persistence.Journals;
using Akka.Persistence.Snapshots;
using Akka.Persistence.Sql;
using Akka.Serialization;

namespace PixCrawler.ActorEngine.Tests.Persistence.Compliance;

/// <summary>Both in a database, and an actor system with a serializer for texts.</summary>
internal sealed class SqlStore : IStore
{
    private readonly ActorSystem _system = ActorSystem.Create("store", Akka.Actor.Setup.ActorSystemSetup.Create(Texts.Setup));
    private readonly SqlPersistence _persistence;
    private readonly Func<ValueTask>? _cleanUp;

    public SqlStore(string connectionString, string providerName, string? schemaName = null, Func<ValueTask>? cleanUp = null)
    {
        _cleanUp = cleanUp;
        _persistence = SqlPersistence.Open(_system, connectionString, providerName, schemaName);
    }

    public IEventJournal Journal => _persistence;

    public ISnapshotStorage Snapshots => _persistence;

    public IJournalCatalog Catalog => _persistence;

    public async ValueTask DisposeAsync()
    {
        _persistence.Dispose();
        await _system.Terminate();
        if (_cleanUp is not null) await _cleanUp();
    }
}

/// <summary>Stores texts; the text "poison" cannot be stored.</summary>
internal sealed class Texts(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    public static SerializationSetup Setup { get; } =
        SerializationSetup.Create(system => [SerializerDetails.Create("texts", new Texts(system), [typeof(string)])]);

    public override int Identifier => 7777;

    public override byte[] ToBinary(object obj) =>
        obj is "poison" ? throw new SerializationException("poison") : Encoding.UTF8.GetBytes((string)obj);

    public override object FromBinary(byte[] bytes, string manifest) =>
        manifest == "text.v1" ? Encoding.UTF8.GetString(bytes) : throw new SerializationException($"not {manifest}");

    public override string Manifest(object o) => "text.v1";
}
