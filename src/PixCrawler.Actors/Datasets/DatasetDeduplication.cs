using PixCrawler.Contracts.Chunks;
using PixCrawler.Contracts.Jobs;
using PixCrawler.Datasets;
using PixCrawler.Datasets.Manifests;
using PixCrawler.Domain.Duplicates;

namespace PixCrawler.Actors.Datasets;

/// <summary>What came of looking for images that are there twice.</summary>
/// <param name="Found">How many there are.</param>
/// <param name="Chunks">The chunks that have some, with what their manifests say now.</param>
internal sealed record DeduplicationResult(DuplicateCounts Found, IReadOnlyList<DeduplicatedChunk> Chunks);

/// <summary>
/// One pass over a dataset. Decisions are written down first, then the manifests are rewritten, then files go: repeated after it broke off
/// anywhere, it comes to the same end, for duplicates that are out already change nothing for the others (<see cref="DuplicateFinder"/>)
/// and decisions that were written down are kept.
/// </summary>
internal sealed class DatasetDeduplication(IDatasetFolder folder, int chunks, DeduplicationSpecification rules)
{
    private const int ImagesAtOnce = 1000;

    private volatile bool _isClosing;
    private volatile string _step = "begins";

    /// <summary>Whether nothing more is to be changed. May be set at any time, from any thread.</summary>
    public bool IsClosing
    {
        get => _isClosing;
        set => _isClosing = value;
    }

    /// <summary>What it is doing, for people.</summary>
    public string Step => _step;

    /// <summary>Looks of images whose manifests have none, by their content; empty where that is all there is.</summary>
    public IReadOnlyDictionary<UInt128, PerceptualHash> Looks { get; init; } = new Dictionary<UInt128, PerceptualHash>();

    private bool IsReport => rules.Mode == DuplicateMode.Report;

    public async Task<DeduplicationResult> RunAsync(CancellationToken cancellationToken)
    {
        var entries = await DecideAsync(goesOn: !IsReport, cancellationToken);
        if (IsClosing && IsReport)
            return new DeduplicationResult(Count(entries), []);
        _step = "writes down what is there twice";
        if (!IsClosing)
            await folder.WriteDuplicatesAsync(entries, cancellationToken);
        if (IsReport)
            return new DeduplicationResult(Count(entries), []);
        var (applied, tallies) = await ApplyAsync(entries, cancellationToken);
        if (applied.Count < entries.Count)
            await folder.WriteDuplicatesAsync(applied, cancellationToken);
        await DropFilesAsync(applied, cancellationToken);
        return new DeduplicationResult(Count(applied), tallies);
    }

    /// <summary>Only looks: what is there twice and still in the dataset.</summary>
    public Task<IReadOnlyList<DuplicateEntry>> FindAsync(CancellationToken cancellationToken) => DecideAsync(goesOn: false, cancellationToken);

    private async Task<IReadOnlyList<DuplicateEntry>> DecideAsync(bool goesOn, CancellationToken cancellationToken)
    {
        _step = "reads the manifests";
        var finder = new DuplicateFinder(DuplicateRule.Of(rules));
        var dropped = new HashSet<string>(StringComparer.Ordinal);
        for (var chunk = 0; chunk < chunks && !IsClosing; chunk++)
            await AddPrintsAsync(finder, dropped, chunk, cancellationToken);
        // Decisions are written before manifests and so read after them: one that wakes up behind another run still knows all of them.
        var before = goesOn ? await folder.ReadDuplicatesAsync(cancellationToken) : [];
        if (IsClosing)
            return before;
        _step = "compares images";
        while (finder.Judge(ImagesAtOnce) && !IsClosing)
            await Task.Yield();
        if (IsClosing)
            return before;
        // What was decided and is still in the dataset is decided anew, with what has come since.
        return [.. before.Where(entry => dropped.Contains(entry.Slot)), .. await DescribeAsync(finder.Found(), cancellationToken)];
    }

    private async Task AddPrintsAsync(DuplicateFinder finder, HashSet<string> dropped, int chunk, CancellationToken cancellationToken)
    {
        var manifest = await folder.ReadManifestAsync(chunk, cancellationToken);
        dropped.UnionWith(manifest.Where(IsDropped).Select(entry => SlotName.Of(chunk, entry.Settlement.Slot)));
        if (!manifest.Any(IsKept))
            return;
        // Manifests hide what may be a secret in a URL, and so might make two of them the same.
        var plan = await folder.ReadPlanAsync(chunk, cancellationToken);
        foreach (var (_, settlement) in manifest.Where(IsKept))
        {
            var print = ImagePrints.Of(chunk, settlement, settlement.Slot < plan.Count ? plan[settlement.Slot].Url : null);
            finder.Add(print.Look is null && Looks.TryGetValue(print.Content, out var look) ? print with { Look = look } : print);
        }
    }

    // Each manifest with a duplicate or a twin in it is read once more: nothing of the others is held in memory.
    private async Task<IReadOnlyList<DuplicateEntry>> DescribeAsync(IReadOnlyList<Duplicate> found, CancellationToken cancellationToken)
    {
        var places = found.SelectMany(duplicate => new[] { duplicate.Place, duplicate.Twin }).ToHashSet();
        var known = new Dictionary<SlotPlace, ManifestEntry>();
        foreach (var chunk in places.Select(place => place.Chunk).Distinct().Order())
        {
            foreach (var entry in await folder.ReadManifestAsync(chunk, cancellationToken))
            {
                var place = new SlotPlace(chunk, entry.Settlement.Slot);
                if (places.Contains(place))
                    known.Add(place, entry);
            }
        }

        return [.. found.Select(duplicate => Describe(duplicate, known[duplicate.Place], known[duplicate.Twin].Settlement.Image!))];
    }

    private DuplicateEntry Describe(Duplicate duplicate, ManifestEntry entry, StoredImage twin)
    {
        var image = entry.Settlement.Image!;
        return new DuplicateEntry
        {
            Slot = NameOf(duplicate.Place),
            Url = entry.Candidate.Url,
            Sha256 = image.Sha256,
            Format = image.Extension,
            Width = image.WidthPixels,
            Height = image.HeightPixels,
            Bytes = image.Bytes,
            Kind = duplicate.Kind,
            DistanceBits = duplicate.DistanceBits,
            Action = rules.Mode,
            Twin = NameOf(duplicate.Twin),
            TwinSha256 = twin.Sha256,
            TwinFile = ManifestReader.FileOf(twin) ?? "",
        };
    }

    private async Task<(IReadOnlyList<DuplicateEntry> Applied, IReadOnlyList<DeduplicatedChunk> Chunks)> ApplyAsync(
        IReadOnlyList<DuplicateEntry> entries, CancellationToken cancellationToken)
    {
        _step = "rewrites the manifests";
        var (applied, tallies) = (new List<DuplicateEntry>(), new List<DeduplicatedChunk>());
        foreach (var ofChunk in entries.GroupBy(entry => SlotName.Parse(entry.Slot)!.Value.Chunk).OrderBy(group => group.Key))
        {
            var manifest = await folder.ReadManifestAsync(ofChunk.Key, cancellationToken);
            var duplicates = ofChunk.ToDictionary(entry => SlotName.Parse(entry.Slot)!.Value.Slot);
            if (!IsClosing && manifest.Any(entry => IsToDrop(entry, duplicates)))
            {
                manifest = [.. manifest.Select(entry => IsToDrop(entry, duplicates) ? Drop(entry, duplicates[entry.Settlement.Slot]) : entry)];
                await folder.WriteManifestAsync(ofChunk.Key, manifest, cancellationToken);
            }

            var dropped = manifest.Where(IsDropped).Select(entry => entry.Settlement.Slot).ToHashSet();
            applied.AddRange(duplicates.Where(duplicate => dropped.Contains(duplicate.Key)).Select(duplicate => duplicate.Value));
            if (dropped.Count > 0)
                tallies.Add(new DeduplicatedChunk(ofChunk.Key, manifest.Aggregate(Tally.Empty, (tally, entry) => tally.Add(entry.Settlement))));
        }

        return (applied, tallies);
    }

    // Another slot may have the same bytes and be kept: by another URL, or since the job was opened again.
    private async Task DropFilesAsync(IReadOnlyList<DuplicateEntry> applied, CancellationToken cancellationToken)
    {
        _step = "takes files out";
        var files = applied.Select(entry => (entry.Sha256, entry.Format)).ToHashSet();
        for (var chunk = 0; chunk < chunks && files.Count > 0; chunk++)
        {
            foreach (var (_, settlement) in (await folder.ReadManifestAsync(chunk, cancellationToken)).Where(IsKept))
                files.Remove((settlement.Image!.Sha256, settlement.Image.Extension));
        }

        foreach (var (sha256, format) in files)
            await folder.DropImageAsync(sha256, format, rules.Mode == DuplicateMode.Quarantine, cancellationToken);
    }

    private static ManifestEntry Drop(ManifestEntry entry, DuplicateEntry duplicate) => entry with
    {
        Settlement = entry.Settlement with
        {
            Status = SettlementStatus.Rejected,
            Reason = Settlement.DuplicateReason,
            Detail = duplicate.Kind switch
            {
                DuplicateKind.Url => $"the URL of {duplicate.Twin}",
                DuplicateKind.Exact => $"the bytes of {duplicate.Twin}",
                _ => $"looks like {duplicate.Twin}: {duplicate.DistanceBits} of 64 bits differ",
            },
            Image = null,
            Twin = new DuplicateTwin(duplicate.Twin, duplicate.TwinSha256, duplicate.Kind, duplicate.DistanceBits),
        },
    };

    private static bool IsToDrop(ManifestEntry entry, Dictionary<int, DuplicateEntry> duplicates) =>
        IsKept(entry) && duplicates.TryGetValue(entry.Settlement.Slot, out var duplicate) && entry.Settlement.Image!.Sha256 == duplicate.Sha256;

    private static bool IsKept(ManifestEntry entry) => entry.Settlement is { Status: SettlementStatus.Kept, Image: not null };

    private static bool IsDropped(ManifestEntry entry) => entry.Settlement.Reason == Settlement.DuplicateReason;

    private static string NameOf(SlotPlace place) => SlotName.Of(place.Chunk, place.Slot);

    private static DuplicateCounts Count(IReadOnlyList<DuplicateEntry> entries) => new(
        entries.Count(entry => entry.Kind == DuplicateKind.Url),
        entries.Count(entry => entry.Kind == DuplicateKind.Exact),
        entries.Count(entry => entry.Kind == DuplicateKind.Near));
}
