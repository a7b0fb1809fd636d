namespace PixCrawler.Imaging.Pixels;

/// <summary>
/// Two hashes of what an image shows, 64 bits each: they differ in few bits where two images look alike. How they are computed is stated in
/// docs/images.md, exactly enough to be computed elsewhere.
/// </summary>
/// <param name="DHash">Signs of the differences between neighbours of a 9 x 8 picture.</param>
/// <param name="PHash">Which of the 64 lowest frequencies of a 32 x 32 picture lie above their median.</param>
public readonly record struct PerceptualHashes(ulong DHash, ulong PHash);
