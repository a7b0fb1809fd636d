using PixCrawler.Domain.Failures;

namespace PixCrawler.Domain.Tests.Failures;

/// <summary>C3: memory that has run out ends the process; nothing else does.</summary>
public sealed class FatalErrorsTests
{
    [Fact]
    public void IsFatal_WhenMemoryHasRunOut_IsSaidHoweverItIsWrapped()
    {
        var gone = new MemoryGoneException();

        FatalErrors.IsFatal(gone).ShouldBeTrue();
        FatalErrors.IsFatal(new IOException("?", new InvalidOperationException("?", gone))).ShouldBeTrue();
        FatalErrors.IsFatal(new AggregateException(new IOException(), new IOException("?", gone))).ShouldBeTrue();
    }

    [Fact]
    public void IsFatal_WhenABudgetIsRefusedOrAnythingElseFails_IsNotSaid()
    {
        FatalErrors.IsFatal(null).ShouldBeFalse();
        FatalErrors.IsFatal(new InsufficientMemoryException()).ShouldBeFalse();
        FatalErrors.IsFatal(new IOException("?", new InsufficientMemoryException())).ShouldBeFalse();
        FatalErrors.IsFatal(new AggregateException(new IOException())).ShouldBeFalse();
    }

    private sealed class MemoryGoneException : OutOfMemoryException;
}
