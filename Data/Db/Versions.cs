using Npgsql;
using Review.Data.Rasters;
using Review.Domain;

namespace Review.Data.Db;

internal sealed class Versions(NpgsqlDataSource source) : IVersions
{
    private static readonly string Statement = SqlFile.Statement("versions");

    public async Task<IReadOnlyList<ComponentVersion>> Ask(CancellationToken cancellation)
    {
        await using var command = source.CreateCommand(Statement);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return
        [
            new("PostgreSQL", reader.GetString(0)),
            new("PostGIS", reader.GetString(1)),
            new("Newest migration", reader.GetString(2)),
            new("GDAL", GdalLibrary.Version ?? "not installed"),
        ];
    }
}
