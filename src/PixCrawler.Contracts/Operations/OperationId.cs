namespace PixCrawler.Contracts.Operations;

/// <summary>The identity of one operation: 32 lower-case hexadecimal digits in text. The caller chooses it.</summary>
/// <param name="Value">The identity's value.</param>
public readonly record struct OperationId(Guid Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value.ToString("N");
}

/// <summary>Marks everything that is about one operation; routing and logging hang on it.</summary>
public interface IWithOperationId
{
    /// <summary>The operation it is about.</summary>
    OperationId OperationId { get; }
}
