using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Review.Domain;

/// <summary>
/// What the ledger can keep of a JSON value: text without NUL and without half surrogate pairs, and numbers that PostgreSQL's numeric
/// holds.
/// </summary>
internal static class KeptJson
{
    // Of numeric, before and after the point.
    private const int MostDigitsBefore = 131_072;
    private const int MostDigitsAfter = 16_383;

    /// <returns>What cannot be kept, as the end of a sentence; null when all can.</returns>
    public static string? Fault(JsonElement json)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json.GetRawText()));
        string? fault = null;
        while (fault is null && reader.Read())
        {
            fault = reader.TokenType switch
            {
                JsonTokenType.PropertyName or JsonTokenType.String => OfText(reader.ValueSpan),
                JsonTokenType.Number => OfNumber(Encoding.UTF8.GetString(reader.ValueSpan)),
                _ => null,
            };
        }

        return fault;
    }

    /// <param name="text">As it stands between the quotes.</param>
    private static string? OfText(ReadOnlySpan<byte> text)
    {
        var high = false;
        for (var at = 0; at < text.Length; at++)
        {
            var escaped = text[at] == '\\' ? text[++at] : (byte)0;
            var code =
                escaped == 'u'
                    ? ushort.Parse(text.Slice(at + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)
                    : (ushort)' ';
            at += escaped == 'u' ? 4 : 0;
            if (code == 0)
            {
                return "it contains a NUL character";
            }

            if (high != char.IsLowSurrogate((char)code))
            {
                return "it contains half of a surrogate pair, which is no character";
            }

            high = char.IsHighSurrogate((char)code);
        }

        return high ? "it contains half of a surrogate pair, which is no character" : null;
    }

    private static string? OfNumber(string number)
    {
        var parts = number.TrimStart('-').Split('e', 'E');
        var mantissa = parts[0].Split('.');
        var exponent = 0L;
        var held =
            (parts.Length == 1 || long.TryParse(parts[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent))
            && exponent is > -1_000_000 and < 1_000_000
            && mantissa[0].Length + exponent <= MostDigitsBefore
            && (mantissa.Length == 1 ? 0 : mantissa[1].Length) - exponent <= MostDigitsAfter;
        return held ? null : $"the number {(number.Length > 40 ? $"{number[..40]}…" : number)} is larger or smaller than what can be kept";
    }
}
