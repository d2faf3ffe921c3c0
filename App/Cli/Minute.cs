using System.Globalization;

namespace Review.App.Cli;

/// <summary>Times in the tables that verbs print.</summary>
internal static class Minute
{
    /// <summary>UTC; "never" is as wide as a time.</summary>
    public static string Of(DateTimeOffset? time) =>
        time?.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture) ?? "never            ";
}
