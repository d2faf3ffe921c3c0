using Npgsql;
using Review.Data.Postgres;
using Review.Tests.Support;

namespace Review.Tests.Postgres;

/// <summary>The commands of docs/operating.md.</summary>
public sealed class BackupTests(TestDatabase database, TestDatabase.Second other)
    : IClassFixture<TestDatabase>,
        IClassFixture<TestDatabase.Second>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_dump_restores_into_a_new_database_with_every_row_and_its_rules()
    {
        await database.Execute(
            """
            insert into slick (slick_timestamp, geometry, machine_confidence, active, validated, slick_class)
            select now(), st_multi(st_makeenvelope(n, n, n + 0.1, n + 0.1, 4326)), 0.5, true, false, 9 from generate_series(1, 20) n
            """
        );
        var folder = TemporaryFolder.Create();
        var dump = Path.Combine(folder, "review.dump");
        try
        {
            await Succeeds("pg_dump", "-Fc", "--extension=plpgsql", "-f", dump, database.Uri);
            await Succeeds("pg_restore", "--clean", "--if-exists", "--no-owner", "--single-transaction", "-d", other.Uri, dump);
        }
        finally
        {
            await TemporaryFolder.Remove(folder);
        }

        const string Fingerprint = "select md5(string_agg(s::text, '|' order by id)) from slick s";
        (await other.Ask<string>(Fingerprint)).ShouldBe(await database.Ask<string>(Fingerprint));
        await Should.ThrowAsync<PostgresException>(() => other.Execute("delete from slick"));
        (await other.Ask<string>("select 'kept' from slick limit 1")).ShouldBe("kept");
    }

    private static async Task Succeeds(params string[] command)
    {
        var result = await Command.Run(command, Cancellation);
        result.ExitCode.ShouldBe(0, result.Text);
    }
}
