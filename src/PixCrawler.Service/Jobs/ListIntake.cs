using System.Security.Cryptography;
using System.Text.Json;
using PixCrawler.Contracts.Errors;
using PixCrawler.Contracts.Sources;
using PixCrawler.Domain.Urls;
using PixCrawler.Net.Sources;
using PixCrawler.Service.Hosting;

namespace PixCrawler.Service.Jobs;

/// <summary>A list that came with a request and lies in a temporary file.</summary>
/// <param name="Source">The file, and how it is written.</param>
/// <param name="Hash">The SHA-256 of its bytes.</param>
/// <param name="Notes">URLs in it that will most likely not be fetched; at most 20.</param>
internal sealed record TakenList(UrlListSource Source, string Hash, IReadOnlyList<UrlNote> Notes);

/// <summary>Takes lists in: bounded, looked through once, and judged as far as that is possible before anything is fetched.</summary>
internal sealed class ListIntake(ServiceSettings settings, DataFolder folder, IUrlListReader reader)
{
    private const int MaxNotes = 20;

    private readonly AccessPolicy _policy = new(settings.Crawler.Access.AllowedNetworks, settings.Crawler.Access.AllowedPorts);

    /// <summary>Takes URLs of a request.</summary>
    /// <exception cref="InvalidInputException">There are none, or too many; the message says what to do.</exception>
    public Task<TakenList> TakeAsync(IReadOnlyList<string> urls, CancellationToken cancellationToken) => TakeAsync(
        async file =>
        {
            foreach (var url in urls)
            {
                await file.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(url, ServiceJson.Default.String), cancellationToken);
                await file.WriteAsync("\n"u8.ToArray(), cancellationToken);
            }
        },
        new UploadedList(ListFormat.JsonLines, "url", "caption", "key"), cancellationToken);

    /// <summary>Takes a list that is a request's body.</summary>
    /// <exception cref="InvalidInputException">It holds no URL, too many, or cannot be read; the message says what to do.</exception>
    public Task<TakenList> TakeAsync(Stream body, UploadedList form, CancellationToken cancellationToken) =>
        TakeAsync(file => body.CopyToAsync(file, cancellationToken), form, cancellationToken);

    private async Task<TakenList> TakeAsync(Func<Stream, Task> write, UploadedList form, CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder.Lists, $"taking-{Path.GetRandomFileName()}");
        try
        {
            await using (var file = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite))
            {
                await write(file);
                file.Flush(flushToDisk: true);
                file.Position = 0;
                if (file.ReadByte() == 0x1F && file.ReadByte() == 0x8B)
                    throw new InvalidInputException("list-compressed", "The list is compressed; send it as it is.");
            }

            var source = new UrlListSource(path)
            {
                Format = form.Format,
                UrlColumn = form.UrlColumn,
                CaptionColumn = form.CaptionColumn,
                KeyColumn = form.KeyColumn,
            };
            var notes = await LookThroughAsync(source, cancellationToken);
            await using var written = File.OpenRead(path);
            return new TakenList(source, Convert.ToHexStringLower(await SHA256.HashDataAsync(written, cancellationToken)), notes);
        }
        catch (InvalidInputException error)
        {
            File.Delete(path);
            throw new InvalidInputException(error.Reason, error.Message.Replace($" '{path}'", "", StringComparison.Ordinal), error);
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }

    private async Task<IReadOnlyList<UrlNote>> LookThroughAsync(UrlListSource source, CancellationToken cancellationToken)
    {
        var (notes, urls) = (new List<UrlNote>(), 0);
        await foreach (var row in reader.ReadAsync(source, cancellationToken))
        {
            if (row.IsCandidate && ++urls > settings.Service.MaxUrlsPerJob)
                throw new InvalidInputException("too-many-urls", $"The list has more than {settings.Service.MaxUrlsPerJob:N0} URLs; make several jobs of it.");
            if (notes.Count < MaxNotes && Problem(row) is { } problem)
                notes.Add(new UrlNote(row.IsCandidate ? row.Candidate.Line : row.BadRow.Line, problem));
        }

        return urls > 0 ? notes : throw new InvalidInputException("no-urls", "The list holds no URL; give at least one.");
    }

    private string? Problem(ListRow row)
    {
        if (!row.IsCandidate)
            return row.BadRow.Problem;
        try
        {
            _policy.Gate(CrawlUrl.Parse(row.Candidate.Url));
            return null;
        }
        catch (InvalidInputException error)
        {
            return error.Message;
        }
    }
}
