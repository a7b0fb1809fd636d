using System.Security.Cryptography;
using PixCrawler.Actors.Hosting;
using PixCrawler.Actors.Operations.Bodies;
using PixCrawler.Actors.Validation;
using PixCrawler.Contracts.Errors;
using PixCrawler.Contracts.Operations;
using PixCrawler.Contracts.Validation;

namespace PixCrawler.Actors.Tests.Operations.Bodies;

public sealed class ValidateImageFileBodyTests : IDisposable
{
    // A whole 1 x 1 PNG.
    private static readonly byte[] Pixel = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();
    private readonly ValidateImageFileBody _body = new(new ImageValidatorFactory(new PixCrawlerOptions(), TimeProvider.System));

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Validate_WhenTheImageIsGood_SaysWhatItIs()
    {
        var result = await ValidateAsync(Write("a.png", Pixel));

        result.ShouldBe(new ImageFileValidated(true, null, null)
        {
            Level = ValidationLevel.Fast,
            Format = "png",
            WidthPixels = 1,
            HeightPixels = 1,
            Bytes = Pixel.Length,
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(Pixel)),
        });
    }

    [Theory]
    [InlineData(0, "empty")]
    [InlineData(40, "truncated")]
    public async Task Validate_WhenTheImageIsCutOff_IsAResultAndNoFailure(int length, string reason)
    {
        var result = await ValidateAsync(Write("a.png", Pixel[..length]));

        (result.IsAccepted, result.Reason).ShouldBe((false, reason));
    }

    [Fact]
    public async Task Validate_WhenTheFileIsLargerThanAnImageMayBe_IsNotEvenRead()
    {
        var path = Write("huge.png", []);
        using (var file = File.OpenWrite(path))
            file.SetLength(10L << 30);

        var result = await ValidateAsync(path);

        (result.Reason, result.Bytes, result.Sha256).ShouldBe(("too-many-bytes", 10L << 30, null));
    }

    [Fact]
    public async Task Validate_WhenThereIsNoFile_FailsForGoodAndSaysWhatToDo()
    {
        var error = await Should.ThrowAsync<InvalidInputException>(() => ValidateAsync(_folder.FullName));

        error.Message.ShouldContain("check the path");
    }

    private string Write(string name, byte[] bytes)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    private async Task<ImageFileValidated> ValidateAsync(string path) => (ImageFileValidated)await _body.RunAsync(
        new ValidateImageFile(OperationCases.Id(1), path, ValidationLevel.Fast), CancellationToken.None);
}
