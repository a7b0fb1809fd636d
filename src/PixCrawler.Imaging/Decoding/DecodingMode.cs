namespace PixCrawler.Imaging.Decoding;

/// <summary>Where images are decoded.</summary>
public enum DecodingMode
{
    /// <summary>In worker processes with a memory limit: a decoder that crashes or hangs costs exactly its own image.</summary>
    OutOfProcess,

    /// <summary>Inside this process, a little cheaper. A decoder that crashes ends the process: for trusted lists only.</summary>
    InProcess,
}
