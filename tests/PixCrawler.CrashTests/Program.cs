using System.Globalization;
using PixCrawler.CrashTests;

// dotnet run --project tests/PixCrawler.CrashTests -- --kills 500 --images 10000 [--seed N] [--journal PATH-OR-CONNECTION] [--busy true]
var given = args.Chunk(2).Where(pair => pair.Length == 2).ToDictionary(pair => pair[0], pair => pair[1]);
var options = new CampaignOptions(
    int.Parse(given.GetValueOrDefault("--images", "200"), CultureInfo.InvariantCulture),
    int.Parse(given.GetValueOrDefault("--kills", "20"), CultureInfo.InvariantCulture),
    int.Parse(given.GetValueOrDefault("--seed", "1"), CultureInfo.InvariantCulture),
    given.GetValueOrDefault("--journal"),
    bool.Parse(given.GetValueOrDefault("--busy", "false")));
var result = await Campaign.RunAsync(options, Console.Error.WriteLine);
Console.WriteLine(result);
return result.Problems.Count == 0 && result.MissingHashes.Count == 0 ? 0 : 1;
