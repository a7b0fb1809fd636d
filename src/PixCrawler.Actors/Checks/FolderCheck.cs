using PixCrawler.Actors.Datasets;
using PixCrawler.Actors.Hosting;
using PixCrawler.Actors.Validation;
using PixCrawler.Contracts.Chunks;
using PixCrawler.Contracts.Errors;
using PixCrawler.Contracts.Jobs;
using PixCrawler.Contracts.Operations;
using PixCrawler.Contracts.Validation;
using PixCrawler.Datasets;
using PixCrawler.Datasets.Manifests;
using PixCrawler.Domain.Duplicates;
using PixCrawler.Imaging.Inspection;
using PixCrawler.Imaging.Validation;

namespace PixCrawler.Actors.Checks;

/// <summary>Checks the images of a folder, with or without manifests: whether they are sound, and whether they are there twice.</summary>
public sealed class FolderCheck
{
    private const int AtOnce = 4;

    private readonly IImageValidatorFactory _validators;

    internal FolderCheck(IImageValidatorFactory validators) => _validators = validators;

    /// <summary>Checks a folder outside of any host, with decoders of its own.</summary>
    /// <param name="request">What and how.</param>
    /// <param name="options">Options of the process; those of decoding count.</param>
    /// <param name="time">The clock for decode timeouts.</param>
    /// <param name="progress">Told after every image.</param>
    /// <param name="cancellationToken">Gives up; nothing is removed then.</param>
    /// <returns>What was found.</returns>
    /// <exception cref="InvalidInputException">The folder is not there, or a decoder is missing; the message says what to do.</exception>
    public static async Task<FolderCheckResult> RunAsync(
        FolderCheckRequest request, PixCrawlerOptions options, TimeProvider time,
        IProgress<FolderCheckProgress>? progress, CancellationToken cancellationToken)
    {
        using var validators = new ImageValidatorFactory(options, time);
        return await new FolderCheck(validators).RunAsync(request, progress, cancellationToken);
    }

    internal async Task<FolderCheckResult> RunAsync(
        FolderCheckRequest request, IProgress<FolderCheckProgress>? progress, CancellationToken cancellationToken)
    {
        var images = await FolderImages.ListAsync(request.Folder, cancellationToken);
        var findings = new Findings(request.MaxNamed);
        var looks = await LookAtAllAsync(request, images, findings, progress, cancellationToken);
        var (duplicates, removed) = request.Duplicates.Mode == DuplicateMode.Off ? ([], 0)
            : ManifestReader.IsDataset(request.Folder) ? await OfDatasetAsync(request, looks, cancellationToken)
            : OfFolder(request, images, looks, cancellationToken);
        return new FolderCheckResult
        {
            Images = images.Count,
            Damaged = findings.Count,
            Named = findings.Named,
            Reasons = findings.Reasons,
            Duplicates = duplicates,
            Removed = removed,
        };
    }

    private async Task<ImagePrint?[]> LookAtAllAsync(
        FolderCheckRequest request, IReadOnlyList<FolderImage> images, Findings findings,
        IProgress<FolderCheckProgress>? progress, CancellationToken cancellationToken)
    {
        var prints = new ImagePrint?[images.Count];
        var judging = Judging(request);
        using var validator = judging is null ? null : _validators.Create(judging);
        var look = new ImageLook(request.Folder, validator, judging);
        var (next, done) = (-1, 0);
        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => WorkAsync()));
        return prints;

        async Task WorkAsync()
        {
            // Away from the caller's thread: hashing and inspecting are done where the read has ended.
            await Task.Yield();
            for (int at; (at = Interlocked.Increment(ref next)) < images.Count;)
            {
                var looked = await look.LookAsync(images[at], cancellationToken);
                findings.Add(looked.Damage);
                prints[at] = PrintOf(at, images[at], looked);
                progress?.Report(new FolderCheckProgress("looks at images", Interlocked.Increment(ref done), images.Count));
            }
        }
    }

    private static ValidationRequest? Judging(FolderCheckRequest request)
    {
        var hash = request.Duplicates is { Mode: not DuplicateMode.Off, ExactOnly: false };
        if (request.Level is null && !hash && ManifestReader.IsDataset(request.Folder))
            return null;
        return new ValidationRequest(request.Level ?? ValidationLevel.Fast, InspectionLimits.Default) { Hash = hash };
    }

    // What is damaged is no twin of anything: were it kept for its size, the sound one would go.
    private static ImagePrint? PrintOf(int at, FolderImage image, Looked looked)
    {
        if (looked is not { Damage: null, Sha256: { } hash })
            return null;
        var (width, height) = looked.Validation is { } validation
            ? (validation.Inspection.Width, validation.Inspection.Height)
            : (image.Expected?.WidthPixels ?? 0, image.Expected?.HeightPixels ?? 0);
        return new ImagePrint(new SlotPlace(0, at), ImagePrints.ContentOf(hash), (long)width * height)
        {
            Look = looked.Validation?.Hashes is { } hashes ? new PerceptualHash(hashes.DHash, hashes.PHash) : null,
        };
    }

    private static async Task<(IReadOnlyList<DuplicateFile> Duplicates, int Removed)> OfDatasetAsync(
        FolderCheckRequest request, ImagePrint?[] prints, CancellationToken cancellationToken)
    {
        var looks = new Dictionary<UInt128, PerceptualHash>();
        foreach (var print in prints)
        {
            if (print is { Look: { } look })
                looks[print.Value.Content] = look;
        }

        var folder = await new DatasetStore().OpenAsync(request.Folder, cancellationToken);
        var deduplication = new DatasetDeduplication(folder, ManifestReader.CountChunks(request.Folder), request.Duplicates) { Looks = looks };
        var found = await deduplication.FindAsync(cancellationToken);
        var isReport = request.Duplicates.Mode == DuplicateMode.Report;
        if (!isReport && found.Count > 0)
            await deduplication.RunAsync(cancellationToken);
        return (
            [.. found.Select(entry => new DuplicateFile($"images/{entry.Sha256[..2]}/{entry.Sha256}.{entry.Format}", entry.TwinFile, entry.Kind, entry.DistanceBits, entry.Slot))],
            isReport ? 0 : found.Count);
    }

    private static (IReadOnlyList<DuplicateFile> Duplicates, int Removed) OfFolder(
        FolderCheckRequest request, IReadOnlyList<FolderImage> images, ImagePrint?[] prints, CancellationToken cancellationToken)
    {
        var found = DuplicateFinder.Find(prints.OfType<ImagePrint>(), DuplicateRule.Of(request.Duplicates));
        var removed = 0;
        foreach (var duplicate in request.Duplicates.Mode == DuplicateMode.Report ? [] : found)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var name = images[duplicate.Place.Slot].Name;
            if (request.Duplicates.Mode == DuplicateMode.Quarantine)
                Quarantine.Take(request.Folder, name);
            else
                File.Delete(Path.Combine(request.Folder, name));
            removed++;
        }

        return (
            [.. found.Select(duplicate => new DuplicateFile(
                images[duplicate.Place.Slot].Name, images[duplicate.Twin.Slot].Name, duplicate.Kind, duplicate.DistanceBits))],
            removed);
    }

    /// <summary>Damaged files, all counted and some named. For several workers at once.</summary>
    private sealed class Findings(int maxNamed)
    {
        private readonly Lock _gate = new();
        private readonly List<DamagedFile> _named = [];
        private readonly SortedDictionary<string, int> _reasons = new(StringComparer.Ordinal);

        public int Count => _reasons.Values.Sum();

        public IReadOnlyList<DamagedFile> Named => [.. _named.OrderBy(damage => damage.File, StringComparer.Ordinal)];

        public IReadOnlyDictionary<string, int> Reasons => _reasons;

        public void Add(DamagedFile? damage)
        {
            if (damage is null)
                return;
            lock (_gate)
            {
                _reasons[damage.Reason] = _reasons.GetValueOrDefault(damage.Reason) + 1;
                if (_named.Count < maxNamed)
                    _named.Add(damage);
            }
        }
    }
}
