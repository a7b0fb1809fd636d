namespace Akka.Cells;

/// <summary>Short names out of a counter: a, b, …, ba, bb, …</summary>
internal static class NameCounter
{
    private const string Digits = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+~";

    public static string Text(long number)
    {
        Span<char> text = stackalloc char[11];
        var at = text.Length;
        do
        {
            text[--at] = Digits[(int)(number & 63)];
            number >>= 6;
        }
        while (number != 0);
        return new string(text[at..]);
    }
}
