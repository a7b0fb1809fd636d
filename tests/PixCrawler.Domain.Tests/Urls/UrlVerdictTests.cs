using System.Net;
using PixCrawler.Contracts.Errors;
using PixCrawler.Domain.Urls;

namespace PixCrawler.Domain.Tests.Urls;

/// <summary>What is decided from a URL's text alone; names that lead somewhere private are caught when they are connected to.</summary>
public sealed class UrlVerdictTests
{
    private static readonly AccessPolicy Policy = new([], [80, 443]);

    [Theory]
    [InlineData("http://127.0.0.1/")]
    [InlineData("http://127.1/")]
    [InlineData("http://127.0.1/")]
    [InlineData("http://0/")]
    [InlineData("http://2130706433/")]
    [InlineData("http://0x7f000001/")]
    [InlineData("http://0x7f.1/")]
    [InlineData("http://0177.0.0.1/")]
    [InlineData("http://017700000001/")]
    [InlineData("http://0x7f.0x0.0x0.0x1/")]
    [InlineData("http://2852039166/")]
    [InlineData("http://0xa9fea9fe/")]
    [InlineData("http://0251.0376.0251.0376/")]
    [InlineData("http://127.0.0.1./")]
    [InlineData("http://127。0。0。1/")]
    [InlineData("http://[::1]/")]
    [InlineData("http://[::]/")]
    [InlineData("http://[::ffff:127.0.0.1]/")]
    [InlineData("http://[::ffff:7f00:1]/")]
    [InlineData("http://[::127.0.0.1]/")]
    [InlineData("http://[64:ff9b::7f00:1]/")]
    [InlineData("http://[64:ff9b:1::a9fe:a9fe]/")]
    [InlineData("http://[2002:7f00:1::]/")]
    [InlineData("http://[2001:0:4136:e378:8000:63bf:3fff:fdd2]/")]
    [InlineData("http://[2600:abcd::5efe:7f00:1]/")]
    [InlineData("http://[fe80::1%25eth0]/")]
    [InlineData("http://[fd00:ec2::254]/")]
    [InlineData("http://[ff02::1]/")]
    [InlineData("http://0.0.0.0/")]
    [InlineData("http://169.254.169.254/latest/meta-data/")]
    [InlineData("http://100.100.100.200/")]
    [InlineData("http://168.63.129.16/")]
    [InlineData("http://127.0.0.1#@example.com/")]
    [InlineData(" http://127.0.0.1/")]
    [InlineData("http://100.64.0.0/")]
    [InlineData("http://100.127.255.255/")]
    [InlineData("http://172.16.0.0/")]
    [InlineData("http://172.31.255.255/")]
    [InlineData("http://198.18.0.0/")]
    [InlineData("http://198.19.255.255/")]
    [InlineData("http://224.0.0.0/")]
    [InlineData("http://255.255.255.255/")]
    public void Gate_WhenAddressIsNotPublic_IsForbiddenWithOneText(string url)
    {
        var error = Should.Throw<InvalidInputException>(() => Policy.Gate(CrawlUrl.Parse(url)));
        error.Reason.ShouldBe("address-forbidden");
        error.Message.ShouldBe(AccessPolicy.AddressForbiddenMessage);
    }

    [Theory]
    [InlineData("http://LOCALHOST./")]
    [InlineData("http://localhost./")]
    [InlineData("http://①②⑦.⓪.⓪.①/")]
    [InlineData("http://１２７.０.０.１/")]
    [InlineData("http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ/")]
    [InlineData("http://ip6-localhost/")]
    [InlineData("http://metadata.google.internal/")]
    [InlineData("http://printer.local/")]
    [InlineData("http://a.localhost/")]
    [InlineData("http://router.home.arpa/")]
    [InlineData("http://x.onion/")]
    [InlineData("http://256.256.256.256/")]
    [InlineData("http://4294967296/")]
    [InlineData("http://1.2.3.0x7g/")]
    public void Gate_WhenHostNameIsNotOfThePublicInternet_IsForbidden(string url) => Reason(url).ShouldBe("url-host-forbidden");

    [Theory]
    [InlineData("//127.0.0.1/a")]
    [InlineData("\\\\127.0.0.1\\c$")]
    [InlineData("ftp://example.com/a")]
    [InlineData("file:///etc/passwd")]
    [InlineData("gopher://example.com/")]
    [InlineData("data:image/png;base64,AA==")]
    [InlineData("javascript:alert(1)")]
    [InlineData("jar:http://example.com/a!/b")]
    [InlineData("blob:http://example.com/1")]
    [InlineData("ws://example.com/")]
    [InlineData("dict://example.com/")]
    [InlineData("ldap://example.com/")]
    public void Parse_WhenSchemeIsNotHttp_IsForbidden(string url) => Reason(url).ShouldBe("url-scheme-forbidden");

    [Theory]
    [InlineData("http://user:pass@127.0.0.1/")]
    [InlineData("http://example.com@127.0.0.1/")]
    [InlineData("http://127.0.0.1%2f@example.com/")]
    public void Parse_WhenUrlCarriesUserInfo_IsForbidden(string url) => Reason(url).ShouldBe("url-userinfo-forbidden");

    [Theory]
    [InlineData("http:127.0.0.1/")]
    [InlineData("http:///127.0.0.1/")]
    [InlineData("http://example.com\\@127.0.0.1/")]
    [InlineData("http://%31%32%37.0.0.1/")]
    [InlineData("http://127.0.0.1%00.example.com/")]
    [InlineData("http://exam\tple.com/")]
    [InlineData("http://exam\nple.com/")]
    [InlineData("http://example.com:80:80/")]
    [InlineData("http://example.com:99999/")]
    [InlineData("picture.jpg")]
    [InlineData("")]
    public void Parse_WhenTextIsNoUrl_IsInvalid(string url) => Reason(url).ShouldBe("url-invalid");

    [Theory]
    [InlineData("http://127.1.1.1:80#\\@127.2.2.2:80/", "address-forbidden")]
    [InlineData("http://example.com:0/", "url-port-forbidden")]
    [InlineData("http://example.com:22/", "url-port-forbidden")]
    [InlineData("http://example.com:25/", "url-port-forbidden")]
    [InlineData("http://example.com:6379/", "url-port-forbidden")]
    [InlineData("http://example.com:9200/", "url-port-forbidden")]
    [InlineData("http://93.184.216.34:22/", "url-port-forbidden")]
    public void Gate_WhenHostOrPortIsForbidden_SaysWhich(string url, string reason) => Reason(url).ShouldBe(reason);

    [Theory]
    [InlineData("100.63.255.254")]
    [InlineData("100.128.0.1")]
    [InlineData("11.0.0.1")]
    [InlineData("172.15.255.255")]
    [InlineData("172.32.0.1")]
    [InlineData("192.167.255.255")]
    [InlineData("192.169.0.1")]
    [InlineData("198.17.255.255")]
    [InlineData("198.20.0.0")]
    [InlineData("223.255.255.255")]
    [InlineData("[2600:1f18::1]")]
    [InlineData("[2000::]")]
    [InlineData("[3fff:1000::]")]
    public void Gate_WhenAddressIsJustOutsideAForbiddenRange_IsAllowed(string host) => Reason($"http://{host}/").ShouldBeNull();

    [Theory]
    [InlineData("https://example.com/a.jpg")]
    [InlineData("https://bücher.example/ä.png?ö=1")]
    [InlineData("http://例え。テスト/")]
    [InlineData("http://example.com:443/")]
    public void Gate_WhenUrlIsOrdinary_IsAllowed(string url) => Reason(url).ShouldBeNull();

    // Not a theory: test runners replace lone surrogates in arguments.
    [Fact]
    public void Parse_WhenHostHoldsALoneSurrogate_IsInvalid() => Reason("http://a\ud800.com/").ShouldBe("url-invalid");

    [Fact]
    public void Parse_WhenUrlIsOdd_GivesTheCanonicalForm()
    {
        var url = CrawlUrl.Parse("  HTTP://BÜCHER.example.:80/ä b?q=1#fragment ");
        (url.Uri.AbsoluteUri, url.Host, url.Port, url.IsHttps).ShouldBe(("http://xn--bcher-kva.example/%C3%A4%20b?q=1", "xn--bcher-kva.example", 80, false));
    }

    [Theory]
    [InlineData(2_048, null)]
    [InlineData(2_049, "url-invalid")]
    public void Parse_WhenUrlIsLong_StopsAtItsLimit(int length, string? reason) =>
        Reason("http://example.com/".PadRight(length, 'a')).ShouldBe(reason);

    [Theory]
    [InlineData("http://10.1.2.3:8080/", null)]
    [InlineData("http://intranet/", null)]
    [InlineData("http://10.2.0.0/", "address-forbidden")]
    [InlineData("http://[::ffff:10.1.2.3]/", "address-forbidden")]
    public void Gate_WhenNetworkIsAllowed_AllowsThatNetworkOnly(string url, string? reason) =>
        Reason(url, new AccessPolicy([IPNetwork.Parse("10.1.0.0/16")], [80])).ShouldBe(reason);

    [Theory]
    [InlineData("/b.jpg", "https://example.com/b.jpg")]
    [InlineData("c.jpg", "https://example.com/dir/c.jpg")]
    [InlineData("?z=1", "https://example.com/dir/a?z=1")]
    [InlineData("//cdn.example/x", "https://cdn.example/x")]
    [InlineData("https://other.example/y#f", "https://other.example/y")]
    public void Redirect_WhenTargetIsRelative_ResolvesIt(string location, string expected) =>
        CrawlUrl.Parse("https://example.com/dir/a?q=1").Redirect(location).Uri.AbsoluteUri.ShouldBe(expected);

    [Theory]
    [InlineData("\\\\host\\share", "url-scheme-forbidden")]
    [InlineData("file:///etc/passwd", "url-scheme-forbidden")]
    [InlineData("http://[broken", "redirect-invalid")]
    [InlineData("http://a\r\nb/", "redirect-invalid")]
    [InlineData("//user@host/", "url-userinfo-forbidden")]
    public void Redirect_WhenTargetIsForbidden_IsRefused(string location, string reason) =>
        Should.Throw<InvalidInputException>(() => CrawlUrl.Parse("https://example.com/").Redirect(location)).Reason.ShouldBe(reason);

    private static string? Reason(string url, AccessPolicy? policy = null)
    {
        try
        {
            (policy ?? Policy).Gate(CrawlUrl.Parse(url));
            return null;
        }
        catch (InvalidInputException error)
        {
            return error.Reason;
        }
    }
}
