using PixCrawler.Imaging.Workers;

return DecodeWorker.Run(args);
