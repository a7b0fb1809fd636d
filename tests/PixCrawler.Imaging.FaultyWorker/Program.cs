using PixCrawler.Imaging.FaultyWorker;
using PixCrawler.Imaging.Workers;

return args is ["parent", var assembly, var imagePath]
    ? await Parent.RunAsync(assembly, imagePath)
    : DecodeWorker.Run(args, (replies, decode) => new FaultyDecoder(replies, decode).Decode);
