namespace Review.Data.Db;

/// <summary>The SQL files that are built into the assembly.</summary>
internal static class SqlFile
{
    /// <param name="resource">Full name of the manifest resource.</param>
    public static string Read(string resource)
    {
        using var stream =
            typeof(SqlFile).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"The SQL file {resource} is not built into the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <param name="name">Of a file in Data/Sql, without the ending.</param>
    public static string Statement(string name) => Read($"Review.Data.Sql.{name}.sql");
}
