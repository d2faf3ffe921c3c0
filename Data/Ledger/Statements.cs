using NetTopologySuite.Geometries;
using NetTopologySuite.IO;
using Npgsql;
using NpgsqlTypes;
using Review.Data.Db;
using Review.Domain.Geometry;

namespace Review.Data.Ledger;

/// <summary>The texts of Data/Sql and the parameters they take.</summary>
internal static class Statements
{
    public static readonly string Take = SqlFile.Statement("take");
    public static readonly string Look = SqlFile.Statement("look");
    public static readonly string Conflicts = SqlFile.Statement("conflicts");
    public static readonly string RecordDecision = SqlFile.Statement("record_decision");
    public static readonly string Deactivate = SqlFile.Statement("deactivate");
    public static readonly string CopySlicks = SqlFile.Statement("copy_slicks");
    public static readonly string InsertDrawn = SqlFile.Statement("insert_drawn");
    public static readonly string Replay = SqlFile.Statement("replay");
    public static readonly string Reach = SqlFile.Statement("reach");
    public static readonly string Decisions = SqlFile.Statement("decisions");
    public static readonly string StandingUndos = SqlFile.Statement("standing_undos");
    public static readonly string NotTakenBack = SqlFile.Statement("not_taken_back");
    public static readonly string Unreplaced = SqlFile.Statement("unreplaced");
    public static readonly string Measure = SqlFile.Statement("measure");
    public static readonly string InsertDetections = SqlFile.Statement("insert_detections");

    public static NpgsqlParameter Parameter(object? value, NpgsqlDbType type) => new() { Value = value ?? DBNull.Value, NpgsqlDbType = type };

    public static NpgsqlParameter Ids(IEnumerable<long> ids) => Parameter(ids as long[] ?? [.. ids], NpgsqlDbType.Array | NpgsqlDbType.Bigint);

    public static NpgsqlParameter Text(string? text) => Parameter(text, NpgsqlDbType.Text);

    public static NpgsqlParameter Id(long? id) => Parameter(id, NpgsqlDbType.Bigint);

    public static NpgsqlParameter Number(double? number) => Parameter(number, NpgsqlDbType.Double);

    public static NpgsqlParameter Class(int? id) => Parameter(id, NpgsqlDbType.Integer);

    public static NpgsqlParameter Time(DateTimeOffset time) => Parameter(time.ToUniversalTime(), NpgsqlDbType.TimestampTz);

    public static byte[] Wkb(MultiPolygon outline) => new WKBWriter(ByteOrder.LittleEndian).Write(outline);

    public static MultiPolygon FromWkb(byte[] wkb) => (MultiPolygon)new WKBReader(Outline.Factory.GeometryServices).Read(wkb);

    public static NpgsqlCommand With(this NpgsqlCommand command, params ReadOnlySpan<NpgsqlParameter> parameters)
    {
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(parameter);
        }

        return command;
    }

    public static void Add(this NpgsqlBatch batch, string sql, params ReadOnlySpan<NpgsqlParameter> parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(parameter);
        }

        batch.BatchCommands.Add(command);
    }
}
