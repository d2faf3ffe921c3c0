namespace Review.Data.Postgres;

/// <summary>
/// The two configuration files of the cluster, written anew at each start; what an operator changes stands in <c>local.conf</c>.
/// </summary>
internal static class ServerSettings
{
    // The folder of the socket is closed to everybody but the server's user, so whoever reaches it may connect.
    public const string Access = """
        local all all trust
        local replication all trust
        """;

    /// <summary>
    /// Sized for a machine of 2 cores; commits wait for the disk, since no decision may be lost. PostGIS is loaded once, not by each new
    /// connection (35 ms).
    /// </summary>
    public static string For(ClusterPlace place, bool hasLocal) =>
        $"""
            # Written at each start of Slick Review. Put changes into local.conf beside this file: it is read last.
            listen_addresses = ''
            port = 5432
            unix_socket_directories = '{place.SocketFolder}'
            unix_socket_permissions = 0700
            max_connections = 100
            shared_preload_libraries = 'postgis-3'
            shared_buffers = 256MB
            work_mem = 16MB
            maintenance_work_mem = 128MB
            effective_cache_size = 1GB
            random_page_cost = 1.1
            jit = off
            fsync = on
            synchronous_commit = on
            full_page_writes = on
            wal_level = replica
            max_wal_size = 2GB
            checkpoint_timeout = 15min
            timezone = 'UTC'
            datestyle = 'iso, ymd'
            default_text_search_config = 'pg_catalog.simple'
            lc_messages = 'C.UTF-8'
            logging_collector = on
            log_directory = '{place.Log.Replace("'", "''", StringComparison.Ordinal)}'
            log_filename = 'postgresql-%a.log'
            log_rotation_age = 1d
            log_rotation_size = 0
            log_truncate_on_rotation = on
            log_line_prefix = '%m [%p] %q%u@%d '
            log_timezone = 'UTC'
            log_checkpoints = off
            {(hasLocal ? "include 'local.conf'" : "")}

            """;
}
