using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PixCrawler.Actors.Hosting;
using PixCrawler.Contracts.Operations;
using PixCrawler.Contracts.Validation;
using Serilog.Core;

namespace PixCrawler.Actors.Tests.Hosting;

/// <summary>A host app that sends operations and speaks no actor.</summary>
public sealed class OperationsClientTests : IAsyncLifetime, IDisposable
{
    private const int StartsAMinute = 100;

    private readonly IHost _host;

    public OperationsClientTests()
    {
        var builder = Host.CreateEmptyApplicationBuilder(settings: null);
        builder.Services.AddSingleton<Serilog.ILogger>(Logger.None);
        builder.Services.AddPixCrawler();
        _host = builder.Build();
    }

    private IOperationsClient Client => _host.Services.GetRequiredService<IOperationsClient>();

    public Task InitializeAsync() => _host.StartAsync();

    public Task DisposeAsync() => _host.StopAsync();

    public void Dispose() => _host.Dispose();

    [Fact]
    public async Task Run_OfAFileThatIsNotThere_AnswersThatItFailedAndWhy()
    {
        var id = new OperationId(Guid.NewGuid());
        var reply = await Client.RunAsync(new ValidateImageFile(id, "/nowhere/a.png", ValidationLevel.Fast));

        var failed = reply.ShouldBeOfType<OperationFailed>();
        (failed.OperationId, failed.Restarts).ShouldBe((id, 0));
        failed.Cause.Message.ShouldContain("a.png");
    }

    [Fact]
    public async Task Run_OfAnOperationThisVersionDoesNotHave_IsRejectedWithThoseItHas()
    {
        var reply = await Client.RunAsync(new GenerateKeywords(new OperationId(Guid.NewGuid()), ["cat"]));

        reply.ShouldBeOfType<OperationRejected>().Errors.ShouldHaveSingleItem().Problem.ShouldContain(nameof(ValidateImageFile));
    }

    [Fact]
    public async Task Run_WhenTheCallerCancels_CancelsTheOperationAndSaysSo()
    {
        // Those that may start this minute; the next one waits in line.
        await Task.WhenAll(Enumerable.Range(0, StartsAMinute).Select(_ => Client.RunAsync(MissingFile())));
        using var caller = new CancellationTokenSource();
        var running = Client.RunAsync(MissingFile(), caller.Token);
        await caller.CancelAsync();

        (await running).ShouldBeOfType<OperationCancelled>();
    }

    private static ValidateImageFile MissingFile() =>
        new(new OperationId(Guid.NewGuid()), "/nowhere/a.png", ValidationLevel.Slow);
}
