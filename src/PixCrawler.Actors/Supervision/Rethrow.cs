using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;

namespace PixCrawler.Actors.Supervision;

/// <summary>Fails an actor with an error that arrived in a message, its own stack kept.</summary>
internal static class Rethrow
{
    [DoesNotReturn]
    public static void Raise(Exception error) => ExceptionDispatchInfo.Capture(error).Throw();
}
