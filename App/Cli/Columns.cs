using System.Globalization;

namespace Review.App.Cli;

/// <summary>Numbers under each other in what a command prints.</summary>
internal static class Columns
{
    /// <returns>The number, right-aligned in so many characters; longer when it needs more.</returns>
    public static string Column(this IFormattable value, int width, string? format = null) =>
        value.ToString(format, CultureInfo.InvariantCulture).PadLeft(width);
}
