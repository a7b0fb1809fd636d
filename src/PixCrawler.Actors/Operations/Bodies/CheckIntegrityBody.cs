using PixCrawler.Actors.Checks;
using PixCrawler.Actors.Validation;
using PixCrawler.Contracts.Operations;

namespace PixCrawler.Actors.Operations.Bodies;

/// <summary>
/// Reads every image of a dataset and holds it against its manifests; looks at the images themselves where that is asked for, or where
/// there are no manifests.
/// </summary>
internal sealed class CheckIntegrityBody(IImageValidatorFactory validators) : IOperationBody<CheckIntegrity>
{
    public async Task<OperationResult> RunAsync(CheckIntegrity command, CancellationToken cancellationToken)
    {
        var request = new FolderCheckRequest(command.DatasetFolder) { Level = command.Level, MaxNamed = command.MaxNamed };
        var result = await new FolderCheck(validators).RunAsync(request, progress: null, cancellationToken);
        return ResultOf(result);
    }

    public static IntegrityChecked ResultOf(FolderCheckResult result) =>
        new(result.Images, result.Images - result.Damaged, result.Damaged, result.Named);
}
