using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PixCrawler.Actors.Hosting;
using PixCrawler.Contracts.Jobs;
using PixCrawler.Contracts.Sources;
using PixCrawler.Net.Http;

if (args.Length is not (2 or 3))
{
    Console.Error.WriteLine("usage: HostApp URL-LIST OUTPUT-FOLDER [ALLOWED-NETWORK]");
    return 64;
}

var builder = Host.CreateApplicationBuilder();
builder.Services.AddPixCrawler(new PixCrawlerOptions
{
    MaxConcurrentDownloads = 16,
    // Sent with every request; without it only allowed networks can be reached.
    Http = new HttpOptions { Contact = "https://example.com/about-our-crawler" },
    // Private and loopback addresses are refused unless the operator allows their network, for example 127.0.0.0/8.
    Access = new NetworkAccessOptions { AllowedNetworks = [.. args.Skip(2).Select(network => IPNetwork.Parse(network))] },
});
using var host = builder.Build();
await host.StartAsync();

var client = host.Services.GetRequiredService<IPixCrawlerClient>();
var job = new SubmitJob(new JobId(Guid.NewGuid()), new JobSpecification
{
    Name = "sample",
    OutputFolder = args[1],
    Sources = [new UrlListSource(args[0])],
});

if (await client.SubmitAsync(job) is JobRejected rejected)
{
    foreach (var error in rejected.Errors)
        Console.Error.WriteLine($"{error.Field}: {error.Problem}");
    return 64;
}

await foreach (var report in client.WatchAsync(job.JobId, TimeSpan.FromSeconds(1)))
    Console.WriteLine($"{report.Status}: {report.Tally.Settled} of {report.PlannedSlots} settled, {report.Tally.Kept} kept");

await host.StopAsync();
return 0;
