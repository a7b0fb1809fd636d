using System.Globalization;
using System.Net;
using System.Numerics;
using PixCrawler.Domain.Urls;

namespace PixCrawler.Domain.Tests.Urls;

/// <summary>The verdict against a second one, written independently: bit tests on plain integers instead of network objects.</summary>
public sealed class AddressPolicyPropertyTests
{
    private const int Addresses = 1_000_000;

    private static readonly (uint First, uint Last)[] ForbiddenV4 =
    [
        (0x00000000, 0x00FFFFFF), (0x0A000000, 0x0AFFFFFF), (0x64400000, 0x647FFFFF), (0x7F000000, 0x7FFFFFFF), (0xA83F8110, 0xA83F8110),
        (0xA9FE0000, 0xA9FEFFFF), (0xAC100000, 0xAC1FFFFF), (0xC0000000, 0xC00000FF), (0xC0000200, 0xC00002FF), (0xC01FC400, 0xC01FC4FF),
        (0xC034C100, 0xC034C1FF), (0xC0586300, 0xC05863FF), (0xC0A80000, 0xC0A8FFFF), (0xC0AF3000, 0xC0AF30FF), (0xC6120000, 0xC613FFFF),
        (0xC6336400, 0xC63364FF), (0xCB007100, 0xCB0071FF), (0xE0000000, 0xFFFFFFFF),
    ];

    private static readonly (string First, string Last)[] ForbiddenV6 =
    [
        ("00000000000000000000000000000000", "1FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF"),
        ("20010000000000000000000000000000", "200101FFFFFFFFFFFFFFFFFFFFFFFFFF"),
        ("20010DB8000000000000000000000000", "20010DB8FFFFFFFFFFFFFFFFFFFFFFFF"),
        ("20020000000000000000000000000000", "2002FFFFFFFFFFFFFFFFFFFFFFFFFFFF"),
        ("2620004F800000000000000000000000", "2620004F8000FFFFFFFFFFFFFFFFFFFF"),
        ("3FFF0000000000000000000000000000", "3FFF0FFFFFFFFFFFFFFFFFFFFFFFFFFF"),
        ("40000000000000000000000000000000", "FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF"),
    ];

    private static readonly (UInt128 First, UInt128 Last)[] RangesV6 =
        [.. ForbiddenV6.Select(range => (Hex(range.First), Hex(range.Last)))];

    [Fact]
    public void IsPublic_WhenAMillionAddressesAreJudged_AgreesWithTheSecondVerdict()
    {
        var random = new Random(20_300_101);
        for (var index = 0; index < Addresses; index++)
        {
            var (address, expected) = (index % 4) switch
            {
                0 => V4((uint)random.NextInt64(1L << 32)),
                1 => V4(Near(random, ForbiddenV4)),
                2 => V6(new UInt128((ulong)random.NextInt64(long.MinValue, long.MaxValue), (ulong)random.NextInt64(long.MinValue, long.MaxValue))),
                _ => V6(random.Next(2) == 0 ? Near(random, RangesV6) : Embedded(random)),
            };
            if (AddressPolicy.IsPublic(address) != expected)
                Assert.Fail($"{address}: expected public = {expected}");
        }
    }

    private static (IPAddress Address, bool Expected) V4(uint value) =>
        (new IPAddress([(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value]),
            !Array.Exists(ForbiddenV4, range => value >= range.First && value <= range.Last));

    private static (IPAddress Address, bool Expected) V6(UInt128 value)
    {
        var bytes = new byte[16];
        ((IBinaryInteger<UInt128>)value).WriteBigEndian(bytes);
        var isatap = (uint)(value >> 32) is 0x00005EFE or 0x02005EFE;
        return (new IPAddress(bytes), !isatap && !Array.Exists(RangesV6, range => value >= range.First && value <= range.Last));
    }

    private static T Near<T>(Random random, (T First, T Last)[] ranges)
        where T : IBinaryInteger<T>
    {
        var range = ranges[random.Next(ranges.Length)];
        var edge = random.Next(2) == 0 ? range.First : range.Last;
        return edge + T.CreateTruncating(random.Next(5)) - T.CreateTruncating(2);
    }

    private static UInt128 Embedded(Random random)
    {
        var inner = (UInt128)(uint)random.NextInt64(1L << 32);
        return random.Next(6) switch
        {
            0 => inner,
            1 => (Hex("FFFF") << 32) | inner,
            2 => (Hex("0064FF9B") << 96) | inner,
            3 => (Hex("2002") << 112) | (inner << 80),
            4 => (Hex("2600ABCD") << 96) | (Hex("5EFE") << 32) | inner,
            _ => (Hex("2600ABCD") << 96) | (Hex("02005EFE") << 32) | inner,
        };
    }

    private static UInt128 Hex(string digits) => UInt128.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
