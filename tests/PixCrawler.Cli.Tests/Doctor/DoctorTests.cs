using PixCrawler.Cli.Commands;
using PixCrawler.Cli.Doctor;
using PixCrawler.Cli.Tests.Hosting;

namespace PixCrawler.Cli.Tests.Doctor;

public sealed class DoctorTests : IDisposable
{
    private readonly Screen _screen = new();
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Guard_WithTheDefaults_RefusesPrivateAddresses()
    {
        var finding = await NetworkChecks.GuardAsync(TimeProvider.System, CancellationToken.None);

        finding.ShouldBe(Finding.Good("network guard", "refuses 169.254.169.254, 127.0.0.1 and ::1"));
    }

    [Theory]
    [InlineData("# local\nnameserver 10.0.0.1\nnameserver fe80::1\n", true, "name servers 10.0.0.1, fe80::1")]
    [InlineData("search example.org\n", false, null)]
    public void Resolver_OfAConfiguration_NamesItsServers(string text, bool ok, string? found)
    {
        File.WriteAllText(_folder.Sub("resolv.conf"), text);

        var finding = NetworkChecks.Resolver(_folder.Sub("resolv.conf"));

        finding.Ok.ShouldBe(ok);
        if (found is not null)
            finding.Found.ShouldBe(found);
    }

    [Theory]
    [InlineData("Max open files            1023                 524288               files", false)]
    [InlineData("Max open files            1024                 524288               files", true)]
    [InlineData("Max open files            unlimited            unlimited            files", true)]
    public void OpenFiles_ByTheLimit_WarnsBelow1024(string line, bool ok)
    {
        File.WriteAllText(_folder.Sub("limits"), $"Limit                     Soft Limit           Hard Limit           Units\n{line}\n");

        MachineChecks.OpenFiles(_folder.Sub("limits")).Ok.ShouldBe(ok);
    }

    [Fact]
    public void Writable_OfAFolderThatIsNotThereYet_LooksAtTheOneAbove() =>
        DiskChecks.Writable(_folder.Sub("a/b")).ShouldBe(Finding.Good("write test", $"{_folder.Path} can be written to"));

    [Fact]
    public void Write_WithAWarning_SaysWhatToDo()
    {
        DoctorCommand.Write(
            new DoctorReport(false, [Finding.Good("DNS", "fine"), Finding.Warning("libvips", "not there", "install it")]), json: false, _screen.Terminal);

        _screen.Lines.ShouldBe(
        [
            "ok      DNS           fine",
            "WARNING libvips       not there",
            "                      install it",
            "1 warning.",
        ]);
    }

    [Fact]
    public void Write_AsJson_IsOneObject()
    {
        DoctorCommand.Write(new DoctorReport(true, [Finding.Good("DNS", "fine")]), json: true, _screen.Terminal);

        _screen.Out.ShouldBe("""{"ok":true,"findings":[{"name":"DNS","ok":true,"found":"fine","advice":null}]}""" + "\n");
    }

    public void Dispose() => _folder.Dispose();
}
