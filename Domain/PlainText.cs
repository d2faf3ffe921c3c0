namespace Review.Domain;

/// <summary>PostgreSQL keeps every character but NUL; half of a surrogate pair is none.</summary>
internal static class PlainText
{
    public static bool IsKept(string? text) => text is null || (!text.Contains('\0', StringComparison.Ordinal) && HasWholePairs(text));

    private static bool HasWholePairs(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (char.IsSurrogate(text[at]) && !(char.IsHighSurrogate(text[at]) && at + 1 < text.Length && char.IsLowSurrogate(text[++at])))
            {
                return false;
            }
        }

        return true;
    }
}
