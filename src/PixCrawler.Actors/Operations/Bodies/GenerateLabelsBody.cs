using PixCrawler.Contracts.Operations;
using PixCrawler.Datasets.Exports.Labels;

namespace PixCrawler.Actors.Operations.Bodies;

/// <summary>Writes label files into a dataset's folder.</summary>
internal sealed class GenerateLabelsBody : IOperationBody<GenerateLabels>
{
    public async Task<OperationResult> RunAsync(GenerateLabels command, CancellationToken cancellationToken)
    {
        var images = await DatasetLabels.WriteAsync(command.DatasetFolder, command.Formats, cancellationToken);
        return new LabelsGenerated([.. command.Formats.Distinct().Select(Extension).SelectMany(extension => new[]
        {
            $"labels/dataset_metadata.{extension}", $"labels/category_index.{extension}",
        })])
        {
            Images = images,
        };
    }

    private static string Extension(LabelFormat format) => format switch
    {
        LabelFormat.Text => "txt",
        LabelFormat.Json => "json",
        LabelFormat.Csv => "csv",
        _ => "yaml",
    };
}
