using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace PixCrawler.Service.Auth;

/// <summary>The text form of keys: <c>pck_{prefix}_{256 bits}</c>.</summary>
internal static class KeyText
{
    private const string Mark = "pck_";
    private const int PrefixBytes = 6;
    private const int SecretBytes = 32;

    /// <summary>Makes a key by chance.</summary>
    public static (string Prefix, string Text) Create()
    {
        var prefix = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(PrefixBytes));
        return (prefix, $"{Mark}{prefix}_{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes))}");
    }

    /// <summary>The prefix of what may be a key; null where it can be none.</summary>
    public static string? PrefixOf(string text)
    {
        const int PrefixLength = PrefixBytes * 2;
        if (text.Length is < 60 or > 80 || !text.StartsWith(Mark, StringComparison.Ordinal) || text[Mark.Length + PrefixLength] != '_')
            return null;
        var prefix = text.Substring(Mark.Length, PrefixLength);
        return prefix.All(char.IsAsciiHexDigitLower) ? prefix : null;
    }

    /// <summary>What is kept of a key: the SHA-256 of its whole text. With 256 bits by chance there is nothing to guess.</summary>
    public static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>Compares two hashes in a time that tells nothing about them.</summary>
    public static bool Matches(string hash, string other) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(hash), Encoding.ASCII.GetBytes(other));
}
