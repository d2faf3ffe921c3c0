using Npgsql;
using Review.Domain;

namespace Review.Data.Db;

/// <summary>
/// The address of a database as people write it: <c>Host=…;Database=…</c>, or a URI as libpq takes it and <c>db url</c> prints it.
/// </summary>
internal static class ConnectionAddress
{
    /// <returns>A connection string of Npgsql.</returns>
    /// <exception cref="StartException">It is neither.</exception>
    public static string Read(string text)
    {
        try
        {
            return text.StartsWith("postgresql://", StringComparison.Ordinal) || text.StartsWith("postgres://", StringComparison.Ordinal)
                ? OfUri(text)
                : new NpgsqlConnectionStringBuilder(text).ConnectionString;
        }
        catch (Exception wrong) when (wrong is ArgumentException or FormatException or KeyNotFoundException)
        {
            throw new StartException(
                $"ConnectionStrings__Review cannot be read: {wrong.Message} Write Host=…;Database=…;Username=…, or "
                    + "postgresql://USER:PASSWORD@HOST:PORT/DATABASE.",
                wrong
            );
        }
    }

    // postgresql://[user[:password]@][host][:port][/database][?name=value&…], PostgreSQL documentation, 34.1.1.2. Without a host, Uri would
    // refuse it.
    private static string OfUri(string text)
    {
        var rest = text[(text.IndexOf("://", StringComparison.Ordinal) + 3)..];
        var (beforeQuery, query) = Cut(rest, '?');
        var (authority, database) = Cut(beforeQuery, '/');
        var at = authority.LastIndexOf('@');
        var parts = new NpgsqlConnectionStringBuilder();
        if (at >= 0)
        {
            var (user, password) = Cut(authority[..at], ':');
            Set(parts, "user", user);
            Set(parts, "password", password);
        }

        var place = authority[(at + 1)..];
        var colon = place.LastIndexOf(':');
        var hasPort = colon >= 0 && !place.EndsWith(']');
        Set(parts, "host", (hasPort ? place[..colon] : place).Trim('[', ']'));
        Set(parts, "port", hasPort ? place[(colon + 1)..] : "");
        Set(parts, "dbname", database);
        foreach (var pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, value) = Cut(pair, '=');
            Set(parts, name, value);
        }

        return parts.ConnectionString;
    }

    private static void Set(NpgsqlConnectionStringBuilder parts, string name, string escaped)
    {
        if (escaped.Length == 0)
        {
            return;
        }

        var value = Uri.UnescapeDataString(escaped);
        parts[
            name switch
            {
                "user" => "Username",
                "dbname" => "Database",
                "sslmode" => "SSL Mode",
                "application_name" => "Application Name",
                "connect_timeout" => "Timeout",
                _ => name,
            }
        ] = name == "sslmode" ? value.Replace("-", "", StringComparison.Ordinal) : value;
    }

    private static (string Before, string After) Cut(string text, char by) =>
        text.IndexOf(by) is >= 0 and var at ? (text[..at], text[(at + 1)..]) : (text, "");
}
