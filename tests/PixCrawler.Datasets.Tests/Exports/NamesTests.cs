using System.Text.Json;
using PixCrawler.Datasets.Exports;
using PixCrawler.Datasets.Exports.Samples;

namespace PixCrawler.Datasets.Tests.Exports;

public sealed class NamesTests
{
    public static readonly TheoryData<string> Hostile = new()
    {
        "../x", "/abs", "a/../../e", "..\\win.txt", "C:\\x.txt", "nul", "con.png", "aux", "LPT1.tar.gz", "com¹", "x.", "x ", " x", "a:b", "\0", "a\nb",
        "a//b", "", ".", "..", "a/", "\u202Egnp.exe", "a\u200Db", "x\u2028y", new string('x', 300), "\ud800", "a/nul.txt/b",
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public void IsSafe_WhenHostile_SaysNo(string name) => MemberName.IsSafe(name).ShouldBeFalse();

    [Theory]
    [InlineData("images/aa/x.jpg")]
    [InlineData("train/日本 語/x.jpg")]
    [InlineData("a.b/c-d_e")]
    public void IsSafe_WhenOrdinary_SaysYes(string name) => MemberName.IsSafe(name).ShouldBeTrue();

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Folder_OfAnyText_IsASafeName(string text) => MemberName.IsSafe(MemberName.Folder(text)).ShouldBeTrue(MemberName.Folder(text));

    [Fact]
    public void Folder_OfRandomTexts_IsASafeName()
    {
        var random = new Random(5);
        for (var round = 0; round < 10_000; round++)
        {
            var text = new string([.. Enumerable.Range(0, random.Next(12)).Select(_ => (char)random.Next(random.Next(2) == 0 ? 128 : 65536))]);
            MemberName.IsSafe(MemberName.Folder(text)).ShouldBeTrue(JsonSerializer.Serialize(text));
        }
    }

    /// <summary>Twins by case, by composition and by replacement get folders of their own, whatever other labels there are.</summary>
    [Fact]
    public void CategoryTable_WhenLabelsAreTwins_TellsTheirFoldersApart()
    {
        string[] labels = ["Cat", "cat", "CAT", "a/b", "a\\b", "a_b", "caf\u00e9", "cafe\u0301", "..", ".", "", "nul"];

        var table = new CategoryTable(labels.Select(label => KeyValuePair.Create(label, 1L)));

        var folders = table.All.Select(category => category.Folder).ToList();
        folders.Distinct(StringComparer.OrdinalIgnoreCase).Count().ShouldBe(labels.Length);
        table.All.ShouldContain(category => category.Name == "caf\u00e9" && category.Folder == "caf\u00e9");
        table.All.ShouldContain(category => category.Name == "cafe\u0301" && category.Folder.StartsWith("cafe\u0301-"));
        table.All.Select(category => category.Id).ShouldBe(Enumerable.Range(0, labels.Length));
    }

    [Theory]
    [InlineData("=1+1", "\"'=1+1\"")]
    [InlineData("+1", "\"'+1\"")]
    [InlineData("-1", "\"'-1\"")]
    [InlineData("@SUM(1)", "\"'@SUM(1)\"")]
    [InlineData("\t=1", "\"'\t=1\"")]
    [InlineData("\r=1", "\"'\r=1\"")]
    [InlineData("\"=1\"", "\"'\"\"=1\"\"\"")]
    [InlineData("＝1", "\"'＝1\"")]
    [InlineData("=HYPERLINK(\"x\")", "\"'=HYPERLINK(\"\"x\"\")\"")]
    [InlineData("a\n=1", "\"a\n=1\"")]
    [InlineData("a\0b", "\"a\uFFFDb\"")]
    [InlineData("plain, \"quoted\"", "\"plain, \"\"quoted\"\"\"")]
    [InlineData("", "\"\"")]
    public void CsvLine_WhenASpreadsheetWouldCalculate_PutsAnApostropheFirst(string value, string field) =>
        Csv.Line([value]).ShouldBe(field + "\r\n");

    [Theory]
    [InlineData("plain", "\"plain\"")]
    [InlineData("a\"b\\c", "\"a\\\"b\\\\c\"")]
    [InlineData("a\nb: c # d", "\"a\\u000Ab: c # d\"")]
    [InlineData("\u0085\u2028\u202E", "\"\\u0085\\u2028\\u202E\"")]
    [InlineData("日本😀", "\"日本😀\"")]
    public void YamlQuote_EscapesWhatIsNotPlain(string text, string quoted) => Yaml.Quote(text).ShouldBe(quoted);
}
