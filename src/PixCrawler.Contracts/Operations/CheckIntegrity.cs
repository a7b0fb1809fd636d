using System.Text.Json.Serialization;

namespace PixCrawler.Contracts.Operations;

/// <summary>
/// Hold the images of a dataset against its manifests: each is there and its bytes are still those that were judged. Answered with
/// <see cref="IntegrityChecked"/>.
/// </summary>
/// <param name="OperationId">The operation's identity.</param>
/// <param name="DatasetFolder">The dataset's folder.</param>
public sealed record CheckIntegrity(OperationId OperationId, string DatasetFolder) : OperationCommand(OperationId)
{
    private const int UsualMaxNamed = 1000;

    /// <summary>Creates a command out of JSON: what that leaves out is as usual. Generated readers pass over what properties begin with.</summary>
    /// <param name="operationId">The operation's identity.</param>
    /// <param name="datasetFolder">The dataset's folder.</param>
    /// <param name="maxNamed">See <see cref="MaxNamed"/>.</param>
    [JsonConstructor]
    public CheckIntegrity(OperationId operationId, string datasetFolder, int maxNamed = UsualMaxNamed)
        : this(operationId, datasetFolder) => MaxNamed = maxNamed;

    /// <summary>The most damaged files the result names, 0 to 100,000; all are counted. Default 1,000.</summary>
    public int MaxNamed { get; init; } = UsualMaxNamed;

    /// <summary>
    /// How closely the images are looked at beyond that; null (the default) for not at all. A folder without manifests has nothing to be
    /// held against: its images are looked at, at level fast where nothing else is said.
    /// </summary>
    public Validation.ValidationLevel? Level { get; init; }

    /// <inheritdoc/>
    public override OperationKind Kind => OperationKind.CheckIntegrity;
}

/// <summary>An image that is not as its dataset says.</summary>
/// <param name="File">The file, relative to the dataset's folder.</param>
/// <param name="Reason">The stable code: <c>missing</c>, <c>unreadable</c>, <c>bytes-differ</c>, <c>name-invalid</c>, or why an image is rejected.</param>
/// <param name="Detail">What was found, for people.</param>
public sealed record DamagedFile(string File, string Reason, string Detail);

/// <summary>What came of a <see cref="CheckIntegrity"/>.</summary>
/// <param name="Images">How many distinct images the manifests name.</param>
/// <param name="Valid">How many of them are as they should be.</param>
/// <param name="Damaged">How many are not.</param>
/// <param name="Named">Those that are not, up to the number asked for.</param>
public sealed record IntegrityChecked(int Images, int Valid, int Damaged, IReadOnlyList<DamagedFile> Named) : OperationResult;
