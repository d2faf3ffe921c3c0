using Review.Domain.Decisions;

namespace Review.Domain.Geometry;

/// <summary>Text of a file or a request, which is UTF-8, with or without a byte order mark.</summary>
public static class Utf8Text
{
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <returns>The text without its byte order mark.</returns>
    /// <exception cref="RuleBrokenException">It is UTF-16 or UTF-32.</exception>
    public static ReadOnlySpan<byte> Of(ReadOnlySpan<byte> bytes)
    {
        // JSON begins with ASCII, of which every second byte, or more, is zero in the others.
        if (bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] or [0, ..] or [_, 0, ..])
        {
            throw new RuleBrokenException("body", "The text is UTF-16 or UTF-32, but JSON is UTF-8. Save it as UTF-8 and send it again.");
        }

        return bytes.StartsWith(ByteOrderMark) ? bytes[ByteOrderMark.Length..] : bytes;
    }
}
