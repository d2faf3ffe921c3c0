using System.Text.Json;

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

    /// <summary>
    /// Looks for members of JSON whose name holds half a character (a lone surrogate): no member can be asked for beside them.
    /// </summary>
    /// <exception cref="RuleBrokenException">There is one.</exception>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static void CheckNames(ReadOnlySpan<byte> json)
    {
        if (json.IndexOf(@"\ud"u8) < 0 && json.IndexOf(@"\uD"u8) < 0)
        {
            return;
        }

        var reader = new Utf8JsonReader(json, new JsonReaderOptions { AllowMultipleValues = true });
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName && reader.ValueIsEscaped && !IsText(ref reader))
            {
                throw new RuleBrokenException("body", "The name of a member is not valid text: it holds half a character.");
            }
        }
    }

    private static bool IsText(ref Utf8JsonReader name)
    {
        try
        {
            return name.GetString() is not null;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
