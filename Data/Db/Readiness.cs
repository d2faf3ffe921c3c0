using System.Data.Common;
using Npgsql;
using Review.Domain;

namespace Review.Data.Db;

internal sealed class Readiness(IDatabase database, TimeProvider time) : IReadiness, IDisposable
{
    private const int ConnectSeconds = 2;
    private static readonly TimeSpan LongestCheck = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim checking = new(1);
    private (DatabaseTrouble? Trouble, long At)? last;

    public async Task<DatabaseTrouble?> Trouble(CancellationToken cancellation)
    {
        await checking.WaitAsync(cancellation);
        try
        {
            if (last is { } known && time.GetElapsedTime(known.At) < Fresh)
            {
                return known.Trouble;
            }

            // Not ended by whoever asked first: others wait for the same answer.
            var trouble = await Check();
            last = (trouble, time.GetTimestamp());
            return trouble;
        }
        finally
        {
            checking.Release();
        }
    }

    public void Dispose() => checking.Dispose();

    private async Task<DatabaseTrouble?> Check()
    {
        using var patience = new CancellationTokenSource(LongestCheck);
        try
        {
            await WriteAndTakeBack(patience.Token);
            return null;
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            return DatabaseTrouble.Late("The database did not take a slick in time.");
        }
        catch (Exception failed) when (failed is DbException or InvalidOperationException or IOException)
        {
            return DatabaseTrouble.Of(failed) ?? DatabaseTrouble.Refusing(failed.Message);
        }
    }

    private async Task WriteAndTakeBack(CancellationToken cancellation)
    {
        await using var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(database.ConnectionString)
            {
                ApplicationName = "Slick Review readiness",
                Pooling = false,
                Timeout = ConnectSeconds,
                CommandTimeout = ConnectSeconds,
            }.ConnectionString
        );
        await connection.OpenAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using var command = new NpgsqlCommand(SqlFile.Statement("ready"), connection, transaction);
        await command.ExecuteScalarAsync(cancellation);
        await transaction.RollbackAsync(cancellation);
    }
}
