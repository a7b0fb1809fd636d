using PixCrawler.Actors.Checks;
using PixCrawler.Actors.Validation;
using PixCrawler.Contracts.Jobs;
using PixCrawler.Contracts.Operations;

namespace PixCrawler.Actors.Operations.Bodies;

/// <summary>Finds images of a folder that are there twice, by their bytes or their look.</summary>
internal sealed class CheckDuplicatesBody(IImageValidatorFactory validators) : IOperationBody<CheckDuplicates>
{
    public async Task<OperationResult> RunAsync(CheckDuplicates command, CancellationToken cancellationToken)
    {
        var request = new FolderCheckRequest(command.DatasetFolder) { Duplicates = RuleOf(command.Action) };
        return ResultOf(await new FolderCheck(validators).RunAsync(request, progress: null, cancellationToken));
    }

    public static DeduplicationSpecification RuleOf(DuplicateAction action) => new()
    {
        Mode = action switch
        {
            DuplicateAction.Remove => DuplicateMode.Remove,
            DuplicateAction.Quarantine => DuplicateMode.Quarantine,
            _ => DuplicateMode.Report,
        },
    };

    public static DuplicatesChecked ResultOf(FolderCheckResult result) => new(
        result.Images,
        [
            .. result.Duplicates.GroupBy(duplicate => duplicate.Twin)
                .Select(group => (IReadOnlyList<string>)[group.Key, .. group.Select(duplicate => duplicate.File)]),
        ],
        result.Removed);
}
