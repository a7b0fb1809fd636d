namespace PixCrawler.Imaging.Transforms;

/// <summary>The size an image gets before it is bordered or cropped, and the side of the square that makes, or 0.</summary>
internal readonly record struct ResizePlan(int Width, int Height, int CropSide, int BorderSide)
{
    /// <summary>Plans for an image whose orientation is applied.</summary>
    public static ResizePlan Of(ImageTransform transform, int width, int height)
    {
        var size = transform.SizePixels;
        var bySmallest = transform.Resize is ResizeMode.KeepRatio or ResizeMode.CenterCrop;
        var side = bySmallest ? Math.Min(width, height) : Math.Max(width, height);
        if (transform.Resize == ResizeMode.None || transform.OnlyIfBigger && side <= size)
            return new ResizePlan(width, height, 0, 0);
        return new ResizePlan(
            Scale(width, size, side),
            Scale(height, size, side),
            transform.Resize == ResizeMode.CenterCrop ? size : 0,
            transform.Resize == ResizeMode.Border ? size : 0);
    }

    private static int Scale(int length, int size, int side) => (int)Math.Max(1, ((long)length * size * 2 + side) / (2L * side));
}
