using System.Runtime.CompilerServices;
using System.Text;
using PixCrawler.Contracts.Serialization;

namespace PixCrawler.Contracts.Tests.Serialization;

/// <summary>What is stored stays readable: the JSON of every contract is kept beside this file and compared byte for byte.</summary>
public sealed class ApprovedJsonTests
{
    private const string ApproveVariable = "PIXCRAWLER_APPROVE";
    private static readonly ManifestTable Table = ContractManifests.CreateTable();

    public static TheoryData<string> Names => [.. Samples.All.Select(sample => sample.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Write_Always_GivesTheApprovedJson(string name)
    {
        var json = Table.Write(Value(name));
        if (Environment.GetEnvironmentVariable(ApproveVariable) == "1")
            File.WriteAllBytes(PathOf(name), json);
        var how = $"If the change is meant and every stored {name} can still be read, run the tests once with {ApproveVariable}=1 and commit the file; "
            + "otherwise give the new shape a new manifest (see ManifestTable).";
        File.Exists(PathOf(name)).ShouldBeTrue($"Approved/{name}.json is missing. {how}");
        Encoding.UTF8.GetString(json).ShouldBe(Encoding.UTF8.GetString(File.ReadAllBytes(PathOf(name))), how);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Read_WhenGivenTheApprovedJson_GivesTheSameObject(string name)
    {
        var read = Table.Read(File.ReadAllBytes(PathOf(name)), ManifestOf(name));
        read.ShouldBeOfType(Value(name).GetType());
        Table.Write(read).ShouldBe(Table.Write(Value(name)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void ManifestOf_Always_IsTheSamplesName(string name) => Table.ManifestOf(Value(name)).ShouldBe(ManifestOf(name));

    [Fact]
    public void Samples_Always_HaveEveryManifest() =>
        Samples.All.Select(sample => ManifestOf(sample.Name)).Distinct().ShouldBe(Table.Manifests, ignoreOrder: true);

    [Fact]
    public void Approved_Always_HasNoFileThatNobodyWrites() =>
        Directory.GetFiles(Path.GetDirectoryName(PathOf("any"))!).Select(Path.GetFileNameWithoutExtension)
            .ShouldBe(Samples.All.Select(sample => sample.Name), ignoreOrder: true);

    private static object Value(string name) => Samples.All.Single(sample => sample.Name == name).Value;

    private static string ManifestOf(string name) => name.IndexOf(".v1-", StringComparison.Ordinal) is > 0 and var at ? name[..(at + 3)] : name;

    private static string PathOf(string name, [CallerFilePath] string file = "") =>
        Path.Combine(Path.GetDirectoryName(file)!, "Approved", $"{name}.json");
}
