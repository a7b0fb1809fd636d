namespace PixCrawler.Contracts.Operations;

/// <summary>Find images of a dataset that are there more than once. Answered with <see cref="DuplicatesChecked"/>.</summary>
/// <param name="OperationId">The operation's identity.</param>
/// <param name="DatasetFolder">The dataset's folder, or any folder with images.</param>
public sealed record CheckDuplicates(OperationId OperationId, string DatasetFolder) : OperationCommand(OperationId)
{
    /// <summary>What is done with duplicates. Default: they are only reported.</summary>
    public DuplicateAction Action { get; init; } = DuplicateAction.Report;

    /// <inheritdoc/>
    public override OperationKind Kind => OperationKind.CheckDuplicates;
}

/// <summary>What is done with an image that is there already.</summary>
public enum DuplicateAction
{
    /// <summary>It is named in the result and stays.</summary>
    Report,

    /// <summary>It is removed; the largest of its group stays.</summary>
    Remove,

    /// <summary>It is moved to <c>quarantine/</c>; the largest of its group stays.</summary>
    Quarantine,
}

/// <summary>What came of a <see cref="CheckDuplicates"/>.</summary>
/// <param name="Images">How many images were looked at.</param>
/// <param name="Groups">The groups of duplicates, each with its files relative to the dataset's folder.</param>
/// <param name="Removed">How many were removed or moved.</param>
public sealed record DuplicatesChecked(int Images, IReadOnlyList<IReadOnlyList<string>> Groups, int Removed) : OperationResult;
