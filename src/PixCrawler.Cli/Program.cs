using PixCrawler.Cli.Commands;
using PixCrawler.Cli.Rendering;

return await PixcrawlCommand.RunAsync(args, Terminal.OfProcess(), TimeProvider.System);
