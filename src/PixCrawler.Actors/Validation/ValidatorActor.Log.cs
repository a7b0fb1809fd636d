using PixCrawler.Actors.Hosting;

namespace PixCrawler.Actors.Validation;

internal sealed partial class ValidatorActor
{
    private void LogState() => _log
        .ForContext("EventId", EventIds.ValidatorState)
        .ForContext("Operation", "log-state")
        .ForContext("ImageId", _judging)
        .Information("A validator {Doing}; {Judged} images judged in this run", _judging is null ? "waits for an image" : "judges an image", _judged);

    private void LogUndecodable(string image, Exception error) => _log
        .ForContext("EventId", EventIds.Undecodable)
        .ForContext("Operation", "validate")
        .ForContext("ResourceId", image)
        .ForContext("RestartCount", 0)
        .Error(error, "Image {ImageId} could not be judged ({ErrorType}); it is counted as rejected",
            image, error.GetType().Name);
}
