using PixCrawler.Simulation;

return CommandLine.Run(args);
