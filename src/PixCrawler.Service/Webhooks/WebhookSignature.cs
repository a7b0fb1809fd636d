using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace PixCrawler.Service.Webhooks;

/// <summary>Signs messages, so that who gets one knows that it is ours, unchanged and new: HMAC-SHA256 over its time, a dot and its body.</summary>
internal static class WebhookSignature
{
    /// <summary>Makes a secret by chance, 256 bits.</summary>
    public static string CreateSecret() => "whs_" + System.Buffers.Text.Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>The value of the header: <c>t=seconds since 1970,v1=hexadecimal digits</c>.</summary>
    public static string Of(string secret, DateTimeOffset time, string body)
    {
        var seconds = time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var hash = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{seconds}.{body}"));
        return $"t={seconds},v1={Convert.ToHexStringLower(hash)}";
    }
}
