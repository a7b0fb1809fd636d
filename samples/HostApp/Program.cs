using System.Net;
using Akka.Actor;
using Akka.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PixCrawler.Actors.Hosting;
using PixCrawler.Contracts.Jobs;
using PixCrawler.Contracts.Sources;
using PixCrawler.Net.Http;

if (args.Length is < 2 or > 4)
{
    Console.Error.WriteLine("usage: HostApp URL-LIST OUTPUT-FOLDER [ALLOWED-NETWORK [JOURNAL]]");
    return 64;
}

Directory.CreateDirectory(args[1]);
var builder = Host.CreateApplicationBuilder();
builder.Services.AddPixCrawler(new PixCrawlerOptions
{
    MaxConcurrentDownloads = 16,
    // Where jobs survive this process: an SQLite file, or PostgreSQL. Those that had not ended go on when it starts again.
    Journal = JournalOptions.Parse(args.Length == 4 ? args[3] : Path.Combine(args[1], "jobs.db")),
    // Sent with every request; without it only allowed networks can be reached.
    Http = new HttpOptions { Contact = "https://example.com/about-our-crawler" },
    // Private and loopback addresses are refused unless the operator allows their network, for example 127.0.0.0/8.
    Access = new NetworkAccessOptions { AllowedNetworks = [.. args[2..Math.Min(args.Length, 3)].Select(network => IPNetwork.Parse(network))] },
});
using var host = builder.Build();
await host.StartAsync();

// One way: the client.
var client = host.Services.GetRequiredService<IPixCrawlerClient>();
var first = Job("by-client");
if (await client.SubmitAsync(first) is JobRejected rejected)
{
    foreach (var error in rejected.Errors)
        Console.Error.WriteLine($"{error.Field}: {error.Problem}");
    return 64;
}

await foreach (var report in client.WatchAsync(first.JobId, TimeSpan.FromSeconds(1)))
    Console.WriteLine($"client: {report.Status}, {report.Tally.Settled} of {report.PlannedSlots} settled, {report.Tally.Kept} kept");

// The other: plain messages to the jobs actor. Sending one again is harmless; accepted means that the job survives.
var jobs = await host.Services.GetRequiredService<IRequiredActor<PixCrawlerJobs>>().GetAsync();
var second = Job("by-message");
Console.WriteLine($"message: {(await jobs.Ask<IWithJobId>(second, TimeSpan.FromSeconds(30))).GetType().Name}");
while (await jobs.Ask<IWithJobId>(new GetJobStatus(second.JobId), TimeSpan.FromSeconds(30)) is JobReport { Status: JobStatus.Pending or JobStatus.Running })
    await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System);
await host.StopAsync();
return 0;

SubmitJob Job(string name) => new(new JobId(Guid.NewGuid()), new JobSpecification
{
    Name = name,
    OutputFolder = Path.Combine(args[1], name),
    Sources = [new UrlListSource(args[0])],
});
