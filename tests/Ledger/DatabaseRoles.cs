using Npgsql;
using Review.Domain;
using Review.Tests.Support;

namespace Review.Tests.Ledger;

/// <summary>What tests of the roles of the database share.</summary>
public abstract class DatabaseRoles(WebApp app)
{
    private protected WebApp App { get; } = app;

    private protected const string Columns =
        "slick_timestamp, geometry, machine_confidence, human_confidence, active, validated, slick, notes, meta, orchestrator_run, "
        + "slick_class";

    private protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private protected TestDatabase Database => App.Desk.Database;

    private protected static string Insert(long id) =>
        $"insert into slick ({Columns}) select slick_timestamp, geometry, machine_confidence, .75, true, true, '{{{id}}}', notes, "
        + $"meta, orchestrator_run, 7 from slick where id = {id}";

    private protected Task Run(DatabaseRole role, string script) => Run(Database.ConnectionStringOf(role), script);

    private protected static async Task Run(string connectionString, string script)
    {
        await using var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString
        );
        await connection.OpenAsync(Cancellation);
        await using var command = new NpgsqlCommand(script, connection);
        await command.ExecuteNonQueryAsync(Cancellation);
    }

    private protected async Task<string> Refused(DatabaseRole role, string statement) =>
        (await Should.ThrowAsync<PostgresException>(() => Run(role, statement), statement)).SqlState;

    private protected async Task<T> Ask<T>(DatabaseRole role, string question)
    {
        await using var source = NpgsqlDataSource.Create(Database.ConnectionStringOf(role));
        await using var command = source.CreateCommand(question);
        return (T)(await command.ExecuteScalarAsync(Cancellation))!;
    }
}
