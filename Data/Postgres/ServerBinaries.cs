namespace Review.Data.Postgres;

/// <summary>The programs of one PostgreSQL major version, where Debian puts them (they are not on the PATH).</summary>
internal sealed record ServerBinaries(int Major, string Folder)
{
    public const string DebianFolder = "/usr/lib/postgresql";
    private const string DebianShare = "/usr/share/postgresql";
    private const int Oldest = 14;
    private const int Newest = 18;

    public string Initdb => Path.Combine(Folder, "initdb");

    public string PgCtl => Path.Combine(Folder, "pg_ctl");

    /// <summary>The newest version that has PostGIS.</summary>
    /// <exception cref="PostgresStartException">There is none; the message says what to install.</exception>
    public static ServerBinaries ForNewCluster(string root = DebianFolder, string share = DebianShare)
    {
        var installed = Installed(root);
        return installed.FirstOrDefault(version => HasPostgis(share, version.Major))
            ?? throw (
                installed is [var newest, ..]
                    ? WithoutPostgis(newest.Major)
                    : new PostgresStartException(
                        $"The PostgreSQL server is not installed (nothing in {root}). Run: apt-get install --no-install-recommends "
                            + "postgresql-15 postgresql-15-postgis-3"
                    )
            );
    }

    /// <summary>The version that made an existing cluster: data files are not readable by any other.</summary>
    /// <exception cref="PostgresStartException">It is not installed; the message says what is, and what to do.</exception>
    public static ServerBinaries ForCluster(string cluster, string version, string root = DebianFolder, string share = DebianShare)
    {
        var installed = Installed(root);
        if (installed.FirstOrDefault(each => version == $"{each.Major}") is not { } match)
        {
            var have = installed.Count == 0 ? "none" : string.Join(", ", installed.Select(each => each.Major));
            throw new PostgresStartException(
                $"The data in {cluster} was made by PostgreSQL {version}; installed here: {have}. Run: apt-get install "
                    + "--no-install-recommends "
                    + $"postgresql-{version} postgresql-{version}-postgis-3 (docs/operating.md says how to move the data to another "
                    + "version)."
            );
        }

        return HasPostgis(share, match.Major) ? match : throw WithoutPostgis(match.Major);
    }

    private static List<ServerBinaries> Installed(string root) =>
        [
            .. Enumerable
                .Range(Oldest, Newest - Oldest + 1)
                .Select(major => new ServerBinaries(major, Path.Combine(root, $"{major}", "bin")))
                .Where(version => File.Exists(version.PgCtl) && File.Exists(version.Initdb))
                .OrderByDescending(version => version.Major),
        ];

    private static bool HasPostgis(string share, int major) => File.Exists(Path.Combine(share, $"{major}", "extension", "postgis.control"));

    private static PostgresStartException WithoutPostgis(int major) =>
        new($"PostgreSQL {major} is installed without PostGIS. Run: apt-get install --no-install-recommends postgresql-{major}-postgis-3");
}
