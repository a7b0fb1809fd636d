namespace PixCrawler.Net.Tests.Support;

/// <summary>Stands for the runtime's own error, which only the runtime may throw.</summary>
internal sealed class MemoryGoneException : OutOfMemoryException;
