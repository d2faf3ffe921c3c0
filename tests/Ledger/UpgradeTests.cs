using Npgsql;
using Review.Data.Db;
using Review.Domain;
using Review.Tests.Support;

namespace Review.Tests.Ledger;

/// <summary>A database with data of the version before roles and seals comes to this version, and nothing of it is lost.</summary>
public sealed class UpgradeTests(TestServer server) : IAsyncLifetime
{
    private const string LastBefore = "0014";
    private const string Prefix = "Review.Data.Db.Migrations.";
    private readonly TestDatabase database = new(server);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await database.InitializeAsync();
        await AsSuperuser(
            "drop schema public cascade; create schema public; grant all on schema public to review; grant usage on schema public "
                + "to public; create extension postgis"
        );
        await database.Execute(
            "create table migration (name text primary key, checksum text not null, applied_at timestamptz not null default "
                + "clock_timestamp())"
        );
        foreach (
            var file in typeof(SqlFile)
                .Assembly.GetManifestResourceNames()
                .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
        )
        {
            var name = file[Prefix.Length..^".sql".Length];
            if (string.CompareOrdinal(name[..LastBefore.Length], LastBefore) <= 0)
            {
                await database.Execute(SqlFile.Read(file));
                await database.Execute($"insert into migration (name, checksum) values ('{name}', '{Checksum.Of(SqlFile.Read(file))}')");
            }
        }

        await database.Execute(
            """
            insert into slick (slick_timestamp, geometry, slick_class) select now(), st_makeenvelope(n, 50, n + 0.1, 50.1, 4326), 3 from generate_series(1, 3) n;
            insert into person (user_name, normalized_user_name, role) values ('ada', 'ADA', 'analyst');
            """
        );
        await database.Execute(
            "update slick set active = false where id = 1; insert into slick (slick_timestamp, geometry, slick, slick_class, "
                + "validated) select slick_timestamp, geometry, '{1}', 7, true from slick where id = 1"
        );
        await database.Execute("update slick set active = false where id = 2");
    }

    public ValueTask DisposeAsync() => database.DisposeAsync();

    [Fact]
    public async Task What_was_decided_before_is_kept_as_it_was_and_sealed()
    {
        const string Rows =
            "select md5(string_agg(d::text, '|' order by id)) || md5((select string_agg(concat_ws('|', s.id, s.active, s.geometry, "
            + "s.state, s.decision, s.deactivated_at), '|' order by s.id) from slick s)) from decision d";
        var before = await database.Ask<string>(Rows);

        await Migrations.Apply(database.ConnectionString, Cancellation);

        (await database.Ask<string>(Rows)).ShouldBe(before);
        (await database.Ask<int>("select seal_decisions(1, 0, '0') + seal_decisions(10, 0, '0') + seal_decisions(10, 0, '0')")).ShouldBe(2);
        (await database.Ask<long>("select count(*) from slick_seal")).ShouldBe(3);
    }

    [Fact]
    public async Task The_application_goes_on_with_it_in_its_own_role()
    {
        await Migrations.Apply(database.ConnectionString, Cancellation);
        await using var application = NpgsqlDataSource.Create(database.ConnectionStringOf(DatabaseRole.Application));

        await using var command = application.CreateCommand(
            "update slick set active = false where id = 3 returning (select user_name from person)"
        );

        (await command.ExecuteScalarAsync(Cancellation)).ShouldBe("ada");
    }

    private async Task AsSuperuser(string script)
    {
        await using var superuser = NpgsqlDataSource.Create(server.AsSuperuser(database.ConnectionString));
        await using var command = superuser.CreateCommand(script);
        await command.ExecuteNonQueryAsync(Cancellation);
    }
}
