using PixCrawler.Imaging.Formats;
using PixCrawler.Imaging.Inspection;
using PixCrawler.Imaging.Tests.Builders;

namespace PixCrawler.Imaging.Tests.Inspection;

public sealed class ImageInspectorTests
{
    [Theory]
    [MemberData(nameof(Sample.Valid), MemberType = typeof(Sample))]
    public void Inspect_WhenTheSampleIsValid_AcceptsIt(string name, int width, int height, int frames)
    {
        var format = FormatExtensions.FromExtension(Path.GetExtension(name));
        Sample.Read(name).ShouldBeAccepted(format, width, height, frames).TrailingBytes.ShouldBe(0);
    }

    [Theory]
    [MemberData(nameof(Sample.Valid), MemberType = typeof(Sample))]
    public void Inspect_WhenTheSampleIsCutAnywhere_Rejects(string name, int width, int height, int frames)
    {
        (width * height * frames).ShouldBePositive();
        Sample.Read(name).ShouldBeRejectedWhenCutAtEverySixteenth();
    }

    [Fact]
    public void Inspect_WhenEmpty_SaysSo() => Array.Empty<byte>().ShouldBeRejected(RejectionReasons.Empty);

    [Theory]
    [InlineData(new byte[] { 0x89 })]
    [InlineData(new byte[] { 0xFF })]
    [InlineData(new byte[] { (byte)'B', (byte)'M' })]
    [InlineData(new byte[] { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13 })]
    public void Inspect_WhenThereIsNoSignature_IsNotAnImage(byte[] bytes) => bytes.ShouldBeRejected(RejectionReasons.NotAnImage);

    [Theory]
    [InlineData("<!doctype html><title>403</title>", ImageFormat.Html)]
    [InlineData("  \r\n<HTML>", ImageFormat.Html)]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg'/>", ImageFormat.Svg)]
    [InlineData("<?xml version='1.0'?><!DOCTYPE svg [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><svg>&x;</svg>", ImageFormat.Svg)]
    [InlineData("<!-- made by hand --><svg onload='alert(1)'/>", ImageFormat.Svg)]
    [InlineData("<?xml version='1.0'?><Error><Code>AccessDenied</Code></Error>", ImageFormat.Xml)]
    [InlineData("%PDF-1.4", ImageFormat.Pdf)]
    [InlineData("%!PS-Adobe-3.0", ImageFormat.PostScript)]
    [InlineData("PK\x03\x04", ImageFormat.Zip)]
    [InlineData("MZ\0\0", ImageFormat.Executable)]
    [InlineData("\x7F" + "ELF", ImageFormat.Executable)]
    [InlineData("#!/bin/sh", ImageFormat.Script)]
    [InlineData("<?php system('id');", ImageFormat.Script)]
    [InlineData("8BPS", ImageFormat.Psd)]
    public void Inspect_WhenTheKindIsRefused_NamesIt(string text, ImageFormat kind)
    {
        var inspection = Bytes.Text(text).ShouldBeRejected(RejectionReasons.RefusedType);
        inspection.Format.ShouldBe(kind);
        inspection.Verdict.Detail!.ShouldContain(kind.ToString());
    }

    [Theory]
    [InlineData(65_536, null)]
    [InlineData(65_537, RejectionReasons.TrailingData)]
    public void Inspect_WhenBytesFollowTheEnd_HoldsTheLimit(int trailing, string? reason)
    {
        var inspection = InspectionAssert.Inspect(Bytes.Join(Png.Valid(4, 4), new byte[trailing]));
        inspection.Verdict.Reason.ShouldBe(reason);
        inspection.TrailingBytes.ShouldBe(trailing);
    }

    [Fact]
    public void Inspect_WhenTrailingDataIsKept_AcceptsAnyAmount() =>
        Bytes.Join(Png.Valid(4, 4), new byte[500_000]).ShouldBeAccepted(ImageFormat.Png, 4, 4, limits: new InspectionLimits { TrailingData = TrailingDataPolicy.Keep });

    [Theory]
    [InlineData("PK\x03\x04")]
    [InlineData("\0\0\0\0junk PK\x05\x06\0\0\0\0")]
    [InlineData("  <html><script>alert(1)</script>")]
    [InlineData("x < y <?PHP system('id');")]
    [InlineData("MZ\x90")]
    [InlineData("\n%PDF-1.7")]
    public void Inspect_WhenAnotherFileHidesBehindTheEnd_IsAPolyglot(string hidden)
    {
        Bytes.Join(Gif.Valid(), Bytes.Text(hidden)).ShouldBeRejected(RejectionReasons.Polyglot);
        Bytes.Join(Jpeg.Valid(), Bytes.Text(hidden)).ShouldBeRejected(RejectionReasons.Polyglot, new InspectionLimits { TrailingData = TrailingDataPolicy.Keep });
    }

    [Fact]
    public void Inspect_WhenBytesReachALimit_HoldsItExactly()
    {
        var bytes = Png.Valid(4, 4);
        bytes.ShouldBeAccepted(ImageFormat.Png, 4, 4, limits: new InspectionLimits { MaxBytes = bytes.Length, MinBytes = bytes.Length });
        bytes.ShouldBeRejected(RejectionReasons.TooManyBytes, new InspectionLimits { MaxBytes = bytes.Length - 1 });
        bytes.ShouldBeRejected(RejectionReasons.TooFewBytes, new InspectionLimits { MinBytes = bytes.Length + 1 });
    }

    [Fact]
    public void Inspect_WhenTheSizeReachesALimit_HoldsItExactly()
    {
        var bytes = Png.Valid(20, 10);
        bytes.ShouldBeAccepted(ImageFormat.Png, 20, 10, limits: new InspectionLimits { MaxPixels = 200, MaxSidePixels = 20, MinSidePixels = 10, MaxDecodedBytes = 600 });
        bytes.ShouldBeRejected(RejectionReasons.TooManyPixels, new InspectionLimits { MaxPixels = 199 }).Verdict.Detail.ShouldBe("20 x 10 = 200 pixels, limit 199");
        bytes.ShouldBeRejected(RejectionReasons.SideTooLong, new InspectionLimits { MaxSidePixels = 19 });
        bytes.ShouldBeRejected(RejectionReasons.TooSmall, new InspectionLimits { MinSidePixels = 11 });
        bytes.ShouldBeRejected(RejectionReasons.DecodedTooLarge, new InspectionLimits { MaxDecodedBytes = 599 });
    }
}
