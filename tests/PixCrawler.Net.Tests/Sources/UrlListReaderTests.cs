using System.Globalization;
using System.IO.Compression;
using System.Text;
using PixCrawler.Contracts.Errors;
using PixCrawler.Contracts.Sources;
using PixCrawler.Net.Sources;
using PixCrawler.Net.Tests.Support;

namespace PixCrawler.Net.Tests.Sources;

public sealed class UrlListReaderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pixcrawler-lists-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("list.txt", "http://a/1\nhttp://a/2\n")]
    [InlineData("list", "http://a/1\nhttp://a/2")]
    [InlineData("list.csv", "url\nhttp://a/1\nhttp://a/2\n")]
    [InlineData("list.tsv", "id\turl\n1\thttp://a/1\n2\thttp://a/2\n")]
    [InlineData("list.json", "[\"http://a/1\", {\"url\":\"http://a/2\"}]")]
    [InlineData("list.jsonl", "{\"url\":\"http://a/1\"}\n\"http://a/2\"\n")]
    [InlineData("list.NDJSON", "{\"url\":\"http://a/1\"}\n{\"url\":\"http://a/2\"}")]
    public async Task Read_WhenFormatIsKnownByName_FindsTheUrlsPlainCompressedAndWithByteOrderMarks(string name, string text)
    {
        string[] expected = ["http://a/1", "http://a/2"];
        var windows = text.Replace("\n", "\r\n", StringComparison.Ordinal);
        (await UrlsAsync(name, Encoding.UTF8.GetBytes(text))).ShouldBe(expected);
        (await UrlsAsync(name, Encoding.UTF8.GetBytes(windows))).ShouldBe(expected);
        (await UrlsAsync(name, [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text)])).ShouldBe(expected);
        (await UrlsAsync(name, [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(windows)])).ShouldBe(expected);
        (await UrlsAsync(name, [.. Encoding.BigEndianUnicode.Preamble, .. Encoding.BigEndianUnicode.GetBytes(text)])).ShouldBe(expected);
        (await UrlsAsync(name + ".gz", Gzip([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(windows)]))).ShouldBe(expected);
        (await UrlsAsync(name, Gzip(Encoding.UTF8.GetBytes(text)))).ShouldBe(expected);
    }

    [Fact]
    public async Task Read_WhenListIsText_PassesOverBlanksAndCommentsAndCountsLines()
    {
        var rows = await ReadAsync("list.txt", "# head\n\n  http://a/1  \n\t\n#x\nhttp://a/2#f");
        rows.Select(row => (row.Candidate!.Url, row.Candidate.Line)).ShouldBe([("http://a/1", 3), ("http://a/2#f", 6)]);
    }

    [Fact]
    public async Task Read_WhenListIsCsv_CarriesCaptionKeyAndExtras()
    {
        var rows = await ReadAsync(
            "list.csv",
            "id,URL,TEXT,w,empty\n7,http://a/1,\"a \"\"big\"\", brown\ncat\",640,\n8,http://a/2,,,\n",
            source => source with { CaptionColumn = "text", KeyColumn = "id", ExtraColumns = ["*"] });

        rows.Count.ShouldBe(2);
        var (first, second) = (rows[0].Candidate!, rows[1].Candidate!);
        (first.Url, first.Line, first.Caption, first.Key).ShouldBe(("http://a/1", 2, "a \"big\", brown\ncat", "7"));
        first.Extra!.ShouldBe([new("w", "640")]);
        (second.Url, second.Line, second.Caption, second.Key, second.Extra).ShouldBe(("http://a/2", 4, null, "8", null));
    }

    [Fact]
    public async Task Read_WhenExtraColumnsAreNamed_CarriesThoseOnly()
    {
        var rows = await ReadAsync("list.csv", "a,url,b\n1,http://a/1,2\n", source => source with { ExtraColumns = ["b", "nowhere"] });
        rows.Single().Candidate!.Extra!.ShouldBe([new("b", "2")]);
    }

    [Fact]
    public async Task Read_WhenCsvRowsAreBroken_ReportsThemAndGoesOn()
    {
        var rows = await ReadAsync("list.csv", string.Join('\n',
            "url,caption", "http://a/1,one", ",no url", "http://a/2,\"open", "http://a/3,three", "http://a/4,\"wrong\" quotes",
            "http://a/5,a,comma", "http://a/6", "http://a/7,six\" tall,", "\"http://a/8\",\"eight\""));

        rows.Where(row => row.IsCandidate).Select(row => row.Candidate!.Url)
            .ShouldBe(["http://a/1", "http://a/3", "http://a/6", "http://a/7", "http://a/8"]);
        rows.Where(row => !row.IsCandidate).Select(row => row.BadRow!.Line).ShouldBe([3, 4, 6, 7]);
        rows.Single(row => row.BadRow?.Line == 7).BadRow!.Problem.ShouldContain("3 fields and the header 2");
    }

    [Fact]
    public async Task Read_WhenAQuoteIsNeverClosed_LosesThatLineOnly()
    {
        var lines = Enumerable.Range(1, 50).Select(index => $"http://a/{index},x");
        var rows = await ReadAsync("list.csv", "url,caption\nhttp://a/0,\"open\n" + string.Join('\n', lines));
        rows[0].BadRow!.Line.ShouldBe(2);
        rows.Skip(1).Select(row => row.Candidate!.Line).ShouldBe(Enumerable.Range(3, 50).Select(line => (long)line));
    }

    [Fact]
    public async Task Read_WhenTsvHoldsBareQuotes_TakesThemLiterally()
    {
        var rows = await ReadAsync("list.tsv", "caption\turl\n\"Hello\" he said\thttp://a/1\n\"open\thttp://a/2\n\"all\tof it\"\thttp://a/3\n");
        rows.Select(row => (row.Candidate!.Caption, row.Candidate.Url))
            .ShouldBe([("\"Hello\" he said", "http://a/1"), ("\"open", "http://a/2"), ("all\tof it", "http://a/3")]);
    }

    [Fact]
    public async Task Read_WhenListIsJson_KeepsNestedValuesAsJsonText()
    {
        var rows = await ReadAsync(
            "list.json",
            "[{\"url\":\"http://a/1\",\"caption\":null,\"key\":5,\"size\":{\"w\":[1, 2]},\"ok\":true,\"n\":null}, 7, {\"caption\":\"x\"}, null, [], {\"URL\":\"http://a/2\"},]",
            source => source with { ExtraColumns = ["*"] });

        var first = rows[0].Candidate!;
        (first.Caption, first.Key).ShouldBe((null, "5"));
        first.Extra!.ShouldBe([new("size", "{\"w\":[1, 2]}"), new("ok", "true")]);
        rows[5].Candidate!.Url.ShouldBe("http://a/2");
        rows.Where(row => !row.IsCandidate).Select(row => row.BadRow!.Line).ShouldBe([2, 3, 4, 5]);
    }

    [Fact]
    public async Task Read_WhenJsonBreaksInTheMiddle_KeepsWhatCameBeforeAndSaysSo()
    {
        var rows = await ReadAsync("list.json", "[\"http://a/1\", {\"url\": nonsense}, \"http://a/3\"]");
        rows.Count.ShouldBe(2);
        rows[0].Candidate!.Url.ShouldBe("http://a/1");
        rows[1].BadRow!.Line.ShouldBe(2);
        rows[1].BadRow!.Problem.ShouldContain("left out");
    }

    [Fact]
    public async Task Read_WhenJsonLinesAreBroken_ReportsThemAndGoesOn()
    {
        var rows = await ReadAsync("list.jsonl", "{\"url\":\"http://a/1\"}\n{broken\n\n{\"url\":\"\\ud800\"}\n{\"url\":\"http://a/2\"} x\n[1]\n\"http://a/3\"\n");
        rows.Where(row => row.IsCandidate).Select(row => row.Candidate!.Line).ShouldBe([1, 7]);
        rows.Where(row => !row.IsCandidate).Select(row => row.BadRow!.Line).ShouldBe([2, 4, 5, 6]);
    }

    [Theory]
    [InlineData("list.txt", "", "{0}", "")]
    [InlineData("list.csv", "url\n", "{0}", "")]
    [InlineData("list.jsonl", "", "\"{0}\"", "")]
    public async Task Read_WhenALineIsLong_StopsAtTheLimit(string name, string head, string row, string tail)
    {
        var room = 256 - row.Length + 3;
        string Line(int length) => string.Format(CultureInfo.InvariantCulture, row, "http://a/".PadRight(length, 'x'));
        var text = head + string.Join('\n', Line(room), Line(room + 1), Line(100_000), Line(20)) + tail;

        var rows = await ReadAsync(name, text, options: new UrlListOptions { MaxLineBytes = 256 });

        rows.Select(row => row.IsCandidate).ShouldBe([true, false, false, true]);
        rows[1].BadRow!.Problem.ShouldContain("256");
    }

    [Fact]
    public async Task Read_WhenAJsonElementIsTooLong_StopsThere()
    {
        var element = $"\"{new string('x', 300_000)}\"";
        var rows = await ReadAsync("list.json", $"[\"http://a/1\",{element}]", options: new UrlListOptions { MaxLineBytes = 200_000 });
        rows.Select(row => row.IsCandidate).ShouldBe([true, false]);
    }

    [Theory]
    [InlineData("list.csv", "link,text\nhttp://a/1,x\n", "list-column-missing", "link, text")]
    [InlineData("list.csv", "\"url,text\nhttp://a/1,x\n", "list-format-invalid", "header")]
    [InlineData("list.json", "{\"url\":\"http://a/1\"}", "list-format-invalid", ".jsonl")]
    [InlineData("list.json", "nonsense", "list-format-invalid", "JSON array")]
    [InlineData("list.json", "[]", "list-empty", "no rows")]
    [InlineData("list.json", " \n", "list-empty", "no rows")]
    [InlineData("list.txt", "\n# nothing\n", "list-empty", "no rows")]
    [InlineData("list.csv", "url\n", "list-empty", "no rows")]
    [InlineData("list.jsonl", "", "list-empty", "no rows")]
    public async Task Read_WhenListCannotBeUsed_SaysWhy(string name, string text, string reason, string hint)
    {
        var error = await Should.ThrowAsync<InvalidInputException>(() => ReadAsync(name, text));
        error.Reason.ShouldBe(reason);
        error.Message.ShouldContain(hint);
        error.Message.ShouldContain(name);
    }

    [Fact]
    public async Task Read_WhenFileIsMissing_SaysSo() =>
        (await Should.ThrowAsync<InvalidInputException>(() => AllAsync(new UrlListSource(Path.Combine(_folder, "none.txt"))))).Reason.ShouldBe("list-not-found");

    [Fact]
    public async Task Read_WhenPathIsAFolder_SaysSo()
    {
        var error = await Should.ThrowAsync<InvalidInputException>(() => AllAsync(new UrlListSource(_folder)));
        error.Reason.ShouldBe("list-unreadable");
        error.Message.ShouldContain("folder");
    }

    [Fact]
    public async Task Read_WhenCompressedFileIsDamaged_SaysSo()
    {
        var random = new Random(1);
        var text = string.Concat(Enumerable.Range(0, 20_000).Select(_ => $"http://a/{random.Next()}\n"));
        var damaged = Gzip(Encoding.UTF8.GetBytes(text));
        damaged.AsSpan(damaged.Length / 2, 1_000).Fill(0xff);
        (await Should.ThrowAsync<InvalidInputException>(() => UrlsAsync("list.txt.gz", damaged))).Reason.ShouldBe("list-unreadable");
    }

    [Fact]
    public async Task Read_WhenPathIsADash_ReadsStandardInput()
    {
        var reader = new UrlListReader(new UrlListOptions(), () => new MemoryStream("http://a/1\n"u8.ToArray()));
        var rows = await reader.ReadAsync(new UrlListSource("-"), default).ToListAsync();
        rows.Single().Candidate!.Url.ShouldBe("http://a/1");
    }

    [Fact]
    public async Task Read_WhenCallerCancels_Ends() =>
        await Should.ThrowAsync<OperationCanceledException>(
            async () => await new UrlListReader(new UrlListOptions(), () => new EndlessText()).ReadAsync(new UrlListSource("-"), new CancellationToken(true)).CountAsync());

    private static byte[] Gzip(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
            gzip.Write(bytes);
        return packed.ToArray();
    }

    private async Task<List<string>> UrlsAsync(string name, byte[] bytes)
    {
        var path = Path.Combine(_folder, name);
        await File.WriteAllBytesAsync(path, bytes);
        return [.. (await AllAsync(new UrlListSource(path))).Select(row => row.Candidate!.Url)];
    }

    private async Task<List<ListRow>> ReadAsync(string name, string text, Func<UrlListSource, UrlListSource>? change = null, UrlListOptions? options = null)
    {
        var path = Path.Combine(_folder, name);
        await File.WriteAllTextAsync(path, text);
        var source = new UrlListSource(path);
        return await AllAsync(change?.Invoke(source) ?? source, options);
    }

    private static async Task<List<ListRow>> AllAsync(UrlListSource source, UrlListOptions? options = null) =>
        await new UrlListReader(options ?? new UrlListOptions()).ReadAsync(source, default).ToListAsync();
}
