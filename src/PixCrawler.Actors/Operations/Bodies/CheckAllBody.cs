using PixCrawler.Actors.Checks;
using PixCrawler.Actors.Validation;
using PixCrawler.Contracts.Operations;
using PixCrawler.Contracts.Validation;

namespace PixCrawler.Actors.Operations.Bodies;

/// <summary>Looks for damaged images and for those that are there twice, in one pass over the files.</summary>
internal sealed class CheckAllBody(IImageValidatorFactory validators) : IOperationBody<CheckAll>
{
    public async Task<OperationResult> RunAsync(CheckAll command, CancellationToken cancellationToken)
    {
        var request = new FolderCheckRequest(command.DatasetFolder)
        {
            Level = ValidationLevel.Medium,
            Duplicates = CheckDuplicatesBody.RuleOf(command.Action),
        };
        var result = await new FolderCheck(validators).RunAsync(request, progress: null, cancellationToken);
        return new AllChecked(CheckIntegrityBody.ResultOf(result), CheckDuplicatesBody.ResultOf(result));
    }
}
