using System.Data;
using Microsoft.EntityFrameworkCore;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;
using Npgsql;
using NpgsqlTypes;

namespace Review.Data.Db;

/// <summary>Parameters of statements, and what commands answer. Statements name parameters by their place: $1, $2 and so on.</summary>
internal static class Sql
{
    /// <param name="value">Null becomes NULL of the type.</param>
    public static NpgsqlParameter Parameter(object? value, NpgsqlDbType type) =>
        new() { Value = value ?? DBNull.Value, NpgsqlDbType = type };

    /// <summary>A bigint[].</summary>
    public static NpgsqlParameter Ids(IEnumerable<long> ids) =>
        Parameter(ids as long[] ?? [.. ids], NpgsqlDbType.Array | NpgsqlDbType.Bigint);

    public static NpgsqlParameter Text(string? text) => Parameter(text, NpgsqlDbType.Text);

    public static NpgsqlParameter Id(long? id) => Parameter(id, NpgsqlDbType.Bigint);

    /// <summary>A double precision.</summary>
    public static NpgsqlParameter Number(double? number) => Parameter(number, NpgsqlDbType.Double);

    /// <summary>The id of a class, an integer.</summary>
    public static NpgsqlParameter Class(int? id) => Parameter(id, NpgsqlDbType.Integer);

    /// <summary>A timestamptz, which Npgsql takes in UTC only.</summary>
    public static NpgsqlParameter Time(DateTimeOffset? time) => Parameter(time?.ToUniversalTime(), NpgsqlDbType.TimestampTz);

    public static NpgsqlParameter Whole(int number) => Parameter(number, NpgsqlDbType.Integer);

    /// <param name="shape">In EPSG:4326, as its factory says (<see cref="Domain.Geometry.Outline.Factory"/>).</param>
    public static NpgsqlParameter Shape(Geometry shape) => Parameter(shape, NpgsqlDbType.Geometry);

    /// <summary>A geometry[].</summary>
    /// <inheritdoc cref="Shape"/>
    public static NpgsqlParameter Shapes(IEnumerable<Geometry> shapes) =>
        Parameter(shapes.ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Geometry);

    /// <returns>Little endian, without SRID: the same bytes for the same outline, to be hashed.</returns>
    public static byte[] Wkb(Geometry outline) => new WKBWriter(ByteOrder.LittleEndian).Write(outline);

    /// <summary>Adds parameters, the first of which is $1 if there was none.</summary>
    public static NpgsqlCommand With(this NpgsqlCommand command, params ReadOnlySpan<NpgsqlParameter> parameters)
    {
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(parameter);
        }

        return command;
    }

    /// <summary>Adds a statement with parameters of its own.</summary>
    public static void Add(this NpgsqlBatch batch, string sql, params ReadOnlySpan<NpgsqlParameter> parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(parameter);
        }

        batch.BatchCommands.Add(command);
    }

    /// <summary>The connection of a context, which it keeps open from here on; within its transaction, if it has begun one.</summary>
    public static async Task<NpgsqlConnection> Connection(this ReviewDb db, CancellationToken cancellation)
    {
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        if (connection.State == ConnectionState.Closed)
        {
            await db.Database.OpenConnectionAsync(cancellation);
        }

        return connection;
    }

    /// <summary>A command on <see cref="Connection"/>.</summary>
    public static async Task<NpgsqlCommand> Command(this ReviewDb db, string sql, CancellationToken cancellation) =>
        new(sql, await db.Connection(cancellation));

    /// <summary>
    /// Prepares the statement where its connection does not know it yet, by its text and the types of its parameters: a round trip then,
    /// none later.
    /// </summary>
    public static async Task<NpgsqlCommand> Prepared(this NpgsqlCommand command, CancellationToken cancellation)
    {
        await command.PrepareAsync(cancellation);
        return command;
    }

    /// <returns>The first column of the first row; null when there is no row, or NULL in it.</returns>
    public static async Task<object?> Scalar(this NpgsqlCommand command, CancellationToken cancellation) =>
        await command.ExecuteScalarAsync(cancellation) is { } value and not DBNull ? value : null;

    /// <inheritdoc cref="Scalar(NpgsqlCommand, CancellationToken)"/>
    public static async Task<object?> Scalar(
        this NpgsqlConnection connection,
        string sql,
        CancellationToken cancellation,
        params NpgsqlParameter[] parameters
    )
    {
        await using var command = new NpgsqlCommand(sql, connection).With(parameters);
        return await command.Scalar(cancellation);
    }

    /// <returns>The first column of every row, a bigint.</returns>
    public static async Task<long[]> Numbers(this NpgsqlCommand command, CancellationToken cancellation)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var numbers = new List<long>();
        while (await reader.ReadAsync(cancellation))
        {
            numbers.Add(reader.GetInt64(0));
        }

        return [.. numbers];
    }
}
