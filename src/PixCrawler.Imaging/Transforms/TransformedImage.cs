using PixCrawler.Imaging.Formats;

namespace PixCrawler.Imaging.Transforms;

/// <summary>What was made of an image.</summary>
/// <param name="Bytes">The new file.</param>
/// <param name="Format">Its format.</param>
/// <param name="Width">Its width in pixels.</param>
/// <param name="Height">The height of one of its frames in pixels.</param>
/// <param name="Frames">Its frames.</param>
/// <param name="Steps">What was done.</param>
public sealed record TransformedImage(ReadOnlyMemory<byte> Bytes, ImageFormat Format, int Width, int Height, int Frames, TransformSteps Steps);
