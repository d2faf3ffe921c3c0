using System.Globalization;
using Npgsql;
using Review.Data.Db;
using Review.Domain.Geometry;
using Review.Domain.Slicks;

namespace Review.Data.Slicks;

/// <summary>The columns of a version's details, and how a row is read.</summary>
internal static class SlickRows
{
    /// <summary>Over <c>slick s</c>.</summary>
    public const string DetailsColumns = """
        s.id, s.slick_timestamp, s.slick_class, s.machine_class, s.machine_confidence, s.human_confidence, s.active, s.validated, s.state, s.notes,
        s.orchestrator_run, (select scene.name from scene where scene.id = s.scene), (select run.model from run where run.id = s.orchestrator_run),
        s.decision, s.slick, s.created_at, s.deactivated_at, s.area, s.perimeter, s.length, s.polsby_popper, s.fill_factor, s.geometry_count,
        s.largest_area, s.median_area, st_x(s.centroid), st_y(s.centroid),
        extent_of(s.geometry), st_npoints(slick_whole(s.geometry)), s.case_number,
        case when s.slick = '{}' then '{}' else array(
          select distinct p.case_number from slick first join slick p on p.id = any (first.slick) where first.id = s.case_number order by p.case_number) end
        """;

    public const int DetailsCount = 31;

    /// <summary>An outline as it goes out, like <see cref="OutlineJson"/>.</summary>
    public static string Json(string outline) =>
        string.Create(CultureInfo.InvariantCulture, $"st_asgeojson(st_forcepolygonccw({outline}), {OutlineJson.Decimals})");

    public static SlickDetails Details(NpgsqlDataReader row, Supersession? supersededBy) =>
        new(
            row.GetInt64(0),
            row.GetInt64(29),
            row.GetFieldValue<long[]>(30),
            row.GetFieldValue<DateTimeOffset>(1),
            row.GetInt32(2),
            row.IsDBNull(3) ? null : row.GetInt32(3),
            Number(row, 4),
            Number(row, 5),
            row.GetBoolean(6),
            row.GetBoolean(7),
            Words.State(row.GetString(8)),
            Text(row, 9),
            row.IsDBNull(10) ? null : row.GetInt64(10),
            Text(row, 11),
            Text(row, 12),
            row.IsDBNull(13) ? null : row.GetInt64(13),
            row.GetFieldValue<long[]>(14),
            row.GetFieldValue<DateTimeOffset>(15),
            Time(row, 16),
            row.GetDouble(17),
            row.GetDouble(18),
            row.GetDouble(19),
            row.GetDouble(20),
            row.GetDouble(21),
            row.GetInt32(22),
            row.GetDouble(23),
            row.GetDouble(24),
            row.GetDouble(25),
            row.GetDouble(26),
            row.GetFieldValue<double[]>(27),
            row.GetInt32(28),
            supersededBy
        );

    public static double? Number(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetDouble(column);

    public static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    public static DateTimeOffset? Time(NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetFieldValue<DateTimeOffset>(column);
}
