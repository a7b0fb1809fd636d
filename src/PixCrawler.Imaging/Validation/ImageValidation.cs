using PixCrawler.Imaging.Decoding;
using PixCrawler.Imaging.Formats;
using PixCrawler.Imaging.Inspection;

namespace PixCrawler.Imaging.Validation;

/// <summary>Everything validation found out about one image.</summary>
/// <param name="Verdict">Accepted, or rejected with a reason and a figure.</param>
/// <param name="Inspection">What the inspector read: format, size, frames, trailing bytes. Its own verdict covers the inspection alone.</param>
/// <param name="Agreement">Whether Content-Type and URL extension agree with the bytes.</param>
/// <param name="Sha256">The hash of the bytes, 64 lower-case hexadecimal digits.</param>
/// <param name="Decoded">What the decoder found, or null at level Fast and for formats that need no decoder.</param>
public sealed record ImageValidation(ImageVerdict Verdict, ImageInspection Inspection, TypeAgreement Agreement, string Sha256, DecodedImage? Decoded);
