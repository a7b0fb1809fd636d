using System.Runtime.CompilerServices;
using PixCrawler.Contracts.Validation;
using PixCrawler.Imaging.Decoding;
using PixCrawler.Imaging.Inspection;
using PixCrawler.Imaging.Tests.Decoding;
using PixCrawler.Imaging.Tests.Inspection;
using PixCrawler.Imaging.Validation;
using PixCrawler.Imaging.Workers;

namespace PixCrawler.Imaging.Tests.Workers;

/// <summary>A poison image costs exactly itself, seen from the validator.</summary>
public sealed class PoisonImageTests
{
    private static readonly ImageValidatorOptions Options = new() { HighestLevel = ValidationLevel.Slow, MediumDecodeTimeout = TimeSpan.FromSeconds(5), SlowDecodeTimeout = TimeSpan.FromSeconds(5) };

    [VipsTheory]
    [InlineData(ValidationLevel.Medium)]
    [InlineData(ValidationLevel.Slow)]
    public async Task Validate_WhenImagesCrashHangOrEatMemory_RejectsThoseAndNoOther(ValidationLevel level)
    {
        string?[] orders = ["abort", null, "hang", null, "allocate", null, "garbage", null, "exit", null];
        using var validator = new ImageValidator(Options, Faulty.Pool(workers: 2, memory: 256));
        var results = await Task.WhenAll(orders.Select(order => validator.ValidateAsync(
            Faulty.Image(order), new ValidationRequest(level, InspectionLimits.Default), CancellationToken.None)));
        results.Select(result => result.Verdict.Reason).ShouldBe(orders.Select(order => order switch
        {
            null => null,
            "hang" => RejectionReasons.DecoderTimeout,
            _ => RejectionReasons.DecoderCrashed,
        }));
    }

    [VipsFact]
    public async Task Validate_WhenTheFileIsHostile_GivesItsVerdictAtEveryLevel()
    {
        using var validator = new ImageValidator(Options, new WorkerPoolDecoder(new WorkerLaunch(new WorkerPoolOptions(), null), TimeProvider.System));
        foreach (var row in HostileFileTests.Verdicts)
        {
            var (name, reason) = ((string)row[0], (string)row[1]);
            foreach (var level in Enum.GetValues<ValidationLevel>())
            {
                (await validator.ValidateAsync(Sample.ReadHostile(name), new ValidationRequest(level, InspectionLimits.Default), CancellationToken.None))
                    .Verdict.Reason.ShouldBe(reason, $"{name} at {level}");
            }
        }
    }

    /// <summary>docs/images.md shows each file's verdict at each level, and what was measured.</summary>
    [VipsFact]
    public async Task Validate_WhenTheFileIsHostile_SaysWhatTheDocumentedTableSays()
    {
        using var validator = new ImageValidator(Options, Vips.Lent);
        var rows = (await File.ReadAllLinesAsync(Path.Combine(Root(), "docs", "images.md")))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .Where(cells => cells is ["", ['`', .., '`'], _, _, _, _, ""])
            .ToDictionary(cells => cells[1].Trim('`'));
        Sample.HostileNames.Except(rows.Keys).ShouldBeEmpty();
        foreach (var name in Sample.HostileNames)
        {
            foreach (var level in Enum.GetValues<ValidationLevel>())
            {
                var verdict = (await validator.ValidateAsync(Sample.ReadHostile(name), new ValidationRequest(level, InspectionLimits.Default), CancellationToken.None)).Verdict;
                (verdict.Reason, verdict.Detail).ShouldBe((rows[name][2 + (int)level], rows[name][5]), $"{name} at {level}");
            }
        }
    }

    /// <summary>The worker that programs ship is beside them, and is what they get by default.</summary>
    [VipsTheory]
    [InlineData(DecodingMode.OutOfProcess, "in worker processes")]
    [InlineData(DecodingMode.InProcess, "libvips")]
    public async Task Create_WithEachMode_DecodesEverySampleAlike(DecodingMode mode, string description)
    {
        ImageDecoders.TryCreate(new DecoderOptions { Mode = mode }, TimeProvider.System, out var decoder, out var whyNot).ShouldBeTrue(whyNot);
        decoder.Description.ShouldContain(description);
        using var validator = new ImageValidator(Options, decoder);
        foreach (var name in Sample.ValidNames)
        {
            var result = await validator.ValidateAsync(Sample.Read(name), new ValidationRequest(ValidationLevel.Slow, InspectionLimits.Default), CancellationToken.None);
            result.Verdict.ShouldBe(ImageVerdict.Accepted, name);
        }
    }

    private static string Root([CallerFilePath] string file = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", ".."));
}
