using System.ComponentModel.DataAnnotations;

namespace PixCrawler.Actors.Hosting;

/// <summary>
/// How the process finds the other nodes of its cluster, and how they reach it. Section <c>PixCrawler:Cluster</c> in the configuration.
/// A cluster needs the build on Akka.NET (<c>-p:ActorEngine=akka</c>) and a journal in PostgreSQL.
/// </summary>
public sealed class ClusterOptions
{
    private const int MaxPort = 65_535;

    /// <summary>The name or address by which the other nodes reach this one. Never <c>0.0.0.0</c>.</summary>
    /// <value>Default: the machine's name, which in containers is their own.</value>
    public string PublicHost { get; set; } = Environment.MachineName;

    /// <summary>The address it listens on.</summary>
    /// <value>Default <c>0.0.0.0</c>, all of the machine's.</value>
    public string BindHost { get; set; } = "0.0.0.0";

    /// <summary>The port it listens on, and is reached by.</summary>
    /// <value>Default 4053; 1 to 65,535.</value>
    [Range(1, MaxPort)]
    public int Port { get; set; } = 4053;

    /// <summary>
    /// Nodes that are asked to be let in, as <c>host:port</c>; the first one forms the cluster when it finds no other. Name two at least,
    /// the same in the same order on all nodes, or name <see cref="ContactPoints"/> instead.
    /// </summary>
    /// <value>Default: none.</value>
    public IList<string> SeedNodes { get; } = [];

    /// <summary>Management endpoints of nodes, as <c>host:port</c>: a cluster forms itself once enough of them have answered.</summary>
    /// <value>Default: none. Either these or <see cref="SeedNodes"/> are needed.</value>
    public IList<string> ContactPoints { get; } = [];

    /// <summary>How many <see cref="ContactPoints"/> have to answer before a new cluster is formed.</summary>
    /// <value>Default 2; 1 to 100.</value>
    [Range(1, 100)]
    public int RequiredContactPoints { get; set; } = 2;

    /// <summary>The port of the management endpoint, which answers when <see cref="ContactPoints"/> are named.</summary>
    /// <value>Default 8558; 1 to 65,535.</value>
    [Range(1, MaxPort)]
    public int ManagementPort { get; set; } = 8558;

    /// <summary>The role of nodes that crawl.</summary>
    /// <value>Default <c>crawler</c>. Letters, digits and dashes.</value>
    [RegularExpression("^[A-Za-z][A-Za-z0-9-]{0,62}$")]
    public string Role { get; set; } = "crawler";

    /// <summary>How the nodes know each other.</summary>
    /// <value>Default: null, without TLS: only for a network that nobody else is in.</value>
    public ClusterTlsOptions? Tls { get; set; }

    /// <summary>A file of further settings in HOCON, which win over what is made of these options.</summary>
    /// <value>Default: none. <c>config/akka/</c> has examples.</value>
    public string? SettingsFile { get; set; }

    internal void Validate(JournalOptions journal)
    {
        Validator.ValidateObject(this, new ValidationContext(this), validateAllProperties: true);
        if (string.IsNullOrWhiteSpace(PublicHost) || PublicHost is "0.0.0.0" or "::")
            throw new ValidationException($"Cluster:{nameof(PublicHost)} must be a name or address that the other nodes reach this one by");
        if ((SeedNodes.Count == 0) == (ContactPoints.Count == 0))
            throw new ValidationException($"Cluster: name either {nameof(SeedNodes)} or {nameof(ContactPoints)}");
        foreach (var node in SeedNodes.Concat(ContactPoints))
            Endpoint(node);
        if (ContactPoints.Count > 0 && RequiredContactPoints > ContactPoints.Count)
            throw new ValidationException($"Cluster:{nameof(RequiredContactPoints)} is more than there are {nameof(ContactPoints)}");
        if (journal.Kind != JournalKind.PostgreSql)
            throw new ValidationException("Cluster: all nodes need one journal; set Journal:Kind to PostgreSql");
        if (SettingsFile is not null && !File.Exists(SettingsFile))
            throw new ValidationException($"Cluster:{nameof(SettingsFile)} '{SettingsFile}' is not there");
        Tls?.Validate();
    }

    /// <summary>Takes a node's name apart.</summary>
    /// <param name="node"><c>host:port</c>.</param>
    /// <returns>Its parts.</returns>
    /// <exception cref="ValidationException">It is something else.</exception>
    internal static (string Host, int Port) Endpoint(string node)
    {
        var colon = node.LastIndexOf(':');
        return colon > 0 && int.TryParse(node[(colon + 1)..], out var port) && port is > 0 and <= MaxPort
            && Uri.CheckHostName(node[..colon]) != UriHostNameType.Unknown
            ? (node[..colon], port)
            : throw new ValidationException($"Cluster: '{node}' is no node; write host:port");
    }
}
