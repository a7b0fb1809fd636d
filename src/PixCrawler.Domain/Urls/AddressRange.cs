using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace PixCrawler.Domain.Urls;

/// <summary>
/// A network, compared bit by bit within its own address family. <see cref="IPNetwork.Contains"/> is not used because it
/// unwraps IPv4-mapped addresses first, and then finds <c>::ffff:6.1.1.1</c> inside <c>2000::/3</c>.
/// </summary>
internal readonly record struct AddressRange
{
    private readonly AddressFamily _family;
    private readonly UInt128 _prefix;
    private readonly int _hostBits;

    public AddressRange(IPNetwork network)
    {
        _family = network.BaseAddress.AddressFamily;
        _hostBits = (_family == AddressFamily.InterNetwork ? 32 : 128) - network.PrefixLength;
        _prefix = Shift(Bits(network.BaseAddress));
    }

    public static AddressRange[] All(params string[] networks) => [.. networks.Select(text => new AddressRange(IPNetwork.Parse(text)))];

    /// <summary>The address as a number: 32 bits for IPv4, 128 for IPv6.</summary>
    public static UInt128 Bits(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out var length);
        return length == 4 ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }

    public bool Contains(IPAddress address) => address.AddressFamily == _family && Shift(Bits(address)) == _prefix;

    // A shift by the whole width would be no shift at all.
    private UInt128 Shift(UInt128 bits) => _hostBits == 128 ? 0 : bits >> _hostBits;
}
