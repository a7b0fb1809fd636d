using System.ComponentModel.DataAnnotations;
using PixCrawler.Imaging.Decoding;
using PixCrawler.Imaging.Tests.Decoding;
using PixCrawler.Imaging.Workers;

namespace PixCrawler.Imaging.Tests.Workers;

public sealed class WorkerPoolOptionsTests
{
    public static readonly TheoryData<WorkerPoolOptions, bool> Cases = new()
    {
        { new WorkerPoolOptions(), true },
        { new WorkerPoolOptions { MaxWorkers = 1 }, true },
        { new WorkerPoolOptions { MaxWorkers = 0 }, false },
        { new WorkerPoolOptions { MaxWorkers = 256 }, true },
        { new WorkerPoolOptions { MaxWorkers = 257 }, false },
        { new WorkerPoolOptions { MaxWorkerMemoryMebibytes = 128 }, true },
        { new WorkerPoolOptions { MaxWorkerMemoryMebibytes = 127 }, false },
        { new WorkerPoolOptions { MaxWorkerMemoryMebibytes = 65_536 }, true },
        { new WorkerPoolOptions { MaxWorkerMemoryMebibytes = 65_537 }, false },
        { new WorkerPoolOptions { MaxImagesPerWorker = 1 }, true },
        { new WorkerPoolOptions { MaxImagesPerWorker = 0 }, false },
        { new WorkerPoolOptions { MaxImagesPerWorker = 1_000_000 }, true },
        { new WorkerPoolOptions { MaxImagesPerWorker = 1_000_001 }, false },
        { new WorkerPoolOptions { RecycleAboveMebibytes = 64 }, true },
        { new WorkerPoolOptions { RecycleAboveMebibytes = 63 }, false },
        { new WorkerPoolOptions { RecycleAboveMebibytes = 65_536 }, true },
        { new WorkerPoolOptions { RecycleAboveMebibytes = 65_537 }, false },
        { new WorkerPoolOptions { StartTimeout = TimeSpan.FromSeconds(1) }, true },
        { new WorkerPoolOptions { StartTimeout = TimeSpan.FromSeconds(0.999) }, false },
        { new WorkerPoolOptions { StartTimeout = TimeSpan.FromMinutes(5) }, true },
        { new WorkerPoolOptions { StartTimeout = TimeSpan.FromSeconds(300.001) }, false },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Validate_JudgesEveryFigureAtItsBounds(WorkerPoolOptions options, bool isGood)
    {
        var validate = new DecoderOptions { Workers = options }.Validate;
        if (isGood)
            validate();
        else
            Should.Throw<ValidationException>(validate);
    }

    [Fact]
    public void Default_IsOutOfProcess() => new DecoderOptions().Mode.ShouldBe(DecodingMode.OutOfProcess);

    /// <summary>The smallest memory that may be asked for is enough for a worker to start and decode.</summary>
    [VipsTheory]
    [InlineData(128)]
    [InlineData(65_536)]
    public async Task MaxWorkerMemoryMebibytes_AtItsBounds_LetsAWorkerWork(int mebibytes)
    {
        using var pool = Faulty.Pool(memory: mebibytes);
        (await pool.DecodeAsync()).ShouldBeGood();
    }
}
