using System.Diagnostics;
using PixCrawler.Contracts.Errors;
using PixCrawler.Imaging.Decoding;
using PixCrawler.Imaging.Formats;
using PixCrawler.Imaging.Inspection;
using PixCrawler.Imaging.Tests.Builders;
using PixCrawler.Imaging.Tests.Decoding;
using PixCrawler.Imaging.Workers;

namespace PixCrawler.Imaging.Tests.Workers;

public sealed class WorkerPoolDecoderTests
{
    [VipsTheory]
    [MemberData(nameof(Sample.Valid), MemberType = typeof(Sample))]
    public async Task Decode_WhenTheSampleIsValid_SaysWhatTheInProcessDecoderSays(string name, int width, int height, int frames)
    {
        using var pool = Faulty.Pool();
        var bytes = Sample.Read(name);
        var request = new DecodeRequest(ImageInspector.Inspect(bytes, InspectionLimits.Default).Format, DecodeScale.Full, TimeSpan.FromSeconds(60), frames);
        var outcome = await pool.DecodeAsync(bytes, request, CancellationToken.None);
        outcome.ShouldBe(await Vips.Decoder.DecodeAsync(bytes, request, CancellationToken.None));
        (outcome.Image!.Width, outcome.Image.Height).ShouldBe((width, height));
    }

    [VipsFact]
    public async Task Decode_WhenTheImageIsLargerThanAnyPipe_Arrives()
    {
        using var pool = Faulty.Pool();
        var noise = new byte[5_000_000];
        new Random(1).NextBytes(noise);
        var bytes = Png.Valid(8, 4, Png.Chunk("noIs", noise));
        (await pool.DecodeAsync(bytes, Faulty.Full, CancellationToken.None)).ShouldBeGood();
        (await pool.DecodeAsync()).ShouldBeGood();
        pool.Started.ShouldBe(1);
    }

    [VipsFact]
    public async Task Decode_WhenTheFileIsCut_IsRefusedWithTheDecodersReasonAndKeepsTheWorker()
    {
        using var pool = Faulty.Pool();
        var bytes = Sample.Read("baseline.jpg");
        var outcome = await pool.DecodeAsync(bytes.AsMemory(0, bytes.Length * 3 / 5), Faulty.Full with { Format = ImageFormat.Jpeg }, CancellationToken.None);
        outcome.Error.ShouldNotBeNullOrWhiteSpace();
        (outcome.Crashed, outcome.TimedOut, pool.Started).ShouldBe((false, false, 1));
    }

    [VipsTheory]
    [InlineData("abort")]
    [InlineData("exit")]
    [InlineData("throw")]
    [InlineData("allocate")]
    [InlineData("garbage")]
    [InlineData("garbage-then-hang")]
    [InlineData("stale-reply")]
    public async Task Decode_WhenTheWorkerDies_TriesOnceMoreInAFreshOneAndCostsOnlyThatImage(string order)
    {
        using var pool = Faulty.Pool();
        var outcome = await pool.DecodeAsync(order);
        (outcome.Crashed, outcome.TimedOut, outcome.Error).ShouldBe((true, false, "the decoder crashed on it"));
        pool.Started.ShouldBe(2);
        (await pool.DecodeAsync()).ShouldBeGood();
        pool.Started.ShouldBe(3);
    }

    [VipsFact]
    public async Task Decode_WhenAnEarlierImageIsToBlame_SucceedsInTheFreshWorker()
    {
        using var pool = Faulty.Pool();
        (await pool.DecodeAsync()).ShouldBeGood();
        (await pool.DecodeAsync("abort-unless-fresh")).ShouldBeGood();
        pool.Started.ShouldBe(2);
    }

    [VipsFact]
    public async Task Decode_WhenNativeCodePrints_IsNotDisturbed()
    {
        using var pool = Faulty.Pool();
        (await pool.DecodeAsync("print")).ShouldBeGood();
        (await pool.DecodeAsync("print")).ShouldBeGood();
        pool.Started.ShouldBe(1);
    }

    [VipsFact]
    public async Task Decode_WhenTimeIsUp_KillsTheWorkerAndLeavesTheOthersAlone()
    {
        using var pool = Faulty.Pool(workers: 2);
        var hanging = pool.DecodeAsync("hang", timeout: TimeSpan.FromSeconds(1));
        for (var i = 0; i < 20; i++)
            (await pool.DecodeAsync()).ShouldBeGood();
        var outcome = await hanging;
        (outcome.TimedOut, outcome.Crashed, outcome.Error).ShouldBe((true, false, "not decoded within 1 s"));
        (await pool.DecodeAsync()).ShouldBeGood();
        pool.WorkerIds.Count.ShouldBeLessThanOrEqualTo(2);
    }

    [VipsFact]
    public async Task Decode_WhenCancelled_EndsAtOnceAndKillsTheWorker()
    {
        using var pool = Faulty.Pool();
        using var cancel = new CancellationTokenSource();
        var id = pool.WorkerIds.Single();
        var hanging = pool.DecodeAsync("hang", token: cancel.Token);
        await cancel.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => hanging);
        await Faulty.ShouldEndAsync(id);
        (await pool.DecodeAsync()).ShouldBeGood();
    }

    [VipsFact]
    public async Task Decode_WhenCancelledWhileItWaits_LeavesTheWorkerToTheOthers()
    {
        using var pool = Faulty.Pool();
        using var cancel = new CancellationTokenSource();
        var hanging = pool.DecodeAsync("hang", timeout: TimeSpan.FromSeconds(2));
        var waiting = pool.DecodeAsync(token: cancel.Token);
        var next = pool.DecodeAsync();
        await cancel.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => waiting);
        (await hanging).TimedOut.ShouldBeTrue();
        (await next).ShouldBeGood();
    }

    [VipsFact]
    public async Task Decode_WhenAllWorkersAreBusy_WaitsInOrder()
    {
        using var pool = Faulty.Pool();
        var order = new List<int>();
        await Task.WhenAll(Enumerable.Range(0, 40).Select(async number =>
        {
            (await pool.DecodeAsync()).ShouldBeGood();
            order.Add(number);
        }));
        order.ShouldBe(Enumerable.Range(0, 40));
    }

    [VipsFact]
    public async Task Decode_WhenManyCome_StartsNoMoreWorkersThanAllowedAndKeepsThem()
    {
        using var pool = Faulty.Pool(workers: 2);
        for (var round = 0; round < 3; round++)
            await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => pool.DecodeAsync()));
        pool.Started.ShouldBe(2);
    }

    [VipsFact]
    public async Task Decode_AfterTwoHundredCrashes_StillWorksAndLeavesNoProcessBehind()
    {
        using var pool = Faulty.Pool(workers: 2);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => pool.DecodeAsync(i % 2 == 0 ? "abort" : null)));
        outcomes.Index().ShouldAllBe(item => item.Item.Crashed == (item.Index % 2 == 0));
        outcomes.Where((_, index) => index % 2 == 1).ShouldAllBe(outcome => outcome.Error == null);
        pool.Started.ShouldBeGreaterThanOrEqualTo(200);
        pool.WorkerIds.Count.ShouldBeLessThanOrEqualTo(2);
    }

    [VipsFact]
    public async Task Decode_WhenAWorkerHasServedItsImages_ReplacesIt()
    {
        using var pool = Faulty.Pool(imagesPerWorker: 3);
        for (var i = 0; i < 9; i++)
            (await pool.DecodeAsync()).ShouldBeGood();
        pool.Started.ShouldBe(3);
    }

    [VipsFact]
    public async Task Decode_WhenAWorkerHoldsTooMuchMemory_ReplacesIt()
    {
        // The measure is the working set, and a managed worker's is above this from the start.
        using var pool = Faulty.Pool(recycleAbove: 1);
        (await pool.DecodeAsync()).ShouldBeGood();
        (await pool.DecodeAsync()).ShouldBeGood();
        pool.Started.ShouldBe(2);
    }

    [VipsFact]
    public async Task Dispose_KillsEveryWorkerWithinASecondAndFailsWhatRunsAndWaits()
    {
        var pool = Faulty.Pool(workers: 2);
        var tasks = Enumerable.Range(0, 6).Select(_ => pool.DecodeAsync("hang")).ToArray();
        using (var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30)))
        {
            while (pool.WorkerIds.Count < 2)
                await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, limit.Token);
        }

        var ids = pool.WorkerIds;
        var clock = Stopwatch.StartNew();
        pool.Dispose();
        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(1.5));
        ids.ShouldAllBe(id => !Faulty.IsAlive(id));
        foreach (var task in tasks)
            await Should.ThrowAsync<ObjectDisposedException>(() => task);
        await Should.ThrowAsync<ObjectDisposedException>(() => pool.DecodeAsync());
    }

    [VipsFact]
    public async Task Decode_WhenNoWorkerCanBeStartedAnyMore_IsAnInfrastructureFailureThatSaysWhatToDo()
    {
        var folder = Directory.CreateTempSubdirectory("pixcrawl-worker").FullName;
        try
        {
            foreach (var file in Directory.GetFiles(AppContext.BaseDirectory, "PixCrawler.*"))
                File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
            var assembly = Path.Combine(folder, "PixCrawler.Imaging.FaultyWorker.dll");
            using var pool = new WorkerPoolDecoder(new WorkerLaunch(new WorkerPoolOptions { WorkerAssembly = assembly, MaxWorkers = 1 }, null), TimeProvider.System);
            File.Delete(assembly);
            var error = await Should.ThrowAsync<InfrastructureException>(() => pool.DecodeAsync("abort"));
            error.Kind.ShouldBe(InfrastructureKind.Disk);
            error.Message.ShouldContain("decode in process");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Create_WhenTheLibraryIsMissing_SaysWhatToInstall()
    {
        var launch = new WorkerLaunch(new WorkerPoolOptions(), "/nowhere/libvips.so.42");
        Should.Throw<WorkerStartException>(() => new WorkerPoolDecoder(launch, TimeProvider.System)).Message.ShouldContain("apt-get install libvips42");
    }

    [Fact]
    public void Create_WhenTheAssemblyIsNoWorker_SaysThatItEnded()
    {
        var launch = new WorkerLaunch(new WorkerPoolOptions { WorkerAssembly = typeof(WorkerPoolDecoder).Assembly.Location }, null);
        Should.Throw<WorkerStartException>(() => new WorkerPoolDecoder(launch, TimeProvider.System)).Message.ShouldContain("ended at once");
    }

    [VipsTheory]
    [InlineData(ImageFormat.Html)]
    [InlineData(ImageFormat.Svg)]
    public async Task Decode_WhenTheFormatHasNoSafeLoader_IsNotOffered(ImageFormat format)
    {
        using var pool = Faulty.Pool();
        pool.CanDecode(format).ShouldBeFalse();
        await Should.ThrowAsync<ArgumentException>(() => pool.DecodeAsync(new byte[9], Faulty.Full with { Format = format }, CancellationToken.None));
    }
}
