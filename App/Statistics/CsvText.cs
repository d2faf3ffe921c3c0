using System.Buffers;
using System.Globalization;
using System.Text;

namespace Review.App.Statistics;

/// <summary>Rows as RFC 4180 has them: lines end with CR LF, what needs quotes has them.</summary>
/// <remarks>
/// A spreadsheet takes a text that begins with = + - @, a tab or a line end for a formula and runs it: an apostrophe before it makes it a text
/// again (OWASP, CSV injection). Numbers stay as they are.
/// </remarks>
internal sealed class CsvText
{
    private static readonly SearchValues<char> NeedsQuotes = SearchValues.Create(",\"\r\n");
    private static readonly SearchValues<char> BeginsFormula = SearchValues.Create("=+-@\t\r\n");
    private readonly StringBuilder text = new();

    public CsvText(params ReadOnlySpan<string> head)
    {
        foreach (var name in head)
        {
            Field(name);
        }

        text.Length--;
        text.Append("\r\n");
    }

    /// <param name="values">Texts, whole and real numbers, days; null is an empty field.</param>
    public CsvText Row(params ReadOnlySpan<object?> values)
    {
        foreach (var value in values)
        {
            Field(
                value switch
                {
                    string written => Harmless(written),
                    DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                    _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
                }
            );
        }

        text.Length--;
        text.Append("\r\n");
        return this;
    }

    public override string ToString() => text.ToString();

    private static string Harmless(string written) => written.Length > 0 && BeginsFormula.Contains(written[0]) ? $"'{written}" : written;

    private void Field(string written) =>
        text.Append(written.AsSpan().ContainsAny(NeedsQuotes) ? $"\"{written.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : written)
            .Append(',');
}
