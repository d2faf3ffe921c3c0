using Npgsql;
using Review.Data.Db;
using Review.Tests.Support;

namespace Review.Tests.Ledger;

/// <summary>How a database comes to the schema of this version.</summary>
public sealed class MigrationTests(TestServer server) : IAsyncLifetime
{
    private const string Prefix = "Review.Data.Db.Migrations.";
    private readonly TestDatabase database = new(server);

    // Superuser, because the database is emptied below, with the extension that its owner may not make again.
    private string Connection => server.AsSuperuser(database.ConnectionString);

    public async ValueTask InitializeAsync() => await database.InitializeAsync();

    public ValueTask DisposeAsync() => database.DisposeAsync();

    [Fact]
    public async Task An_empty_database_gets_every_migration_in_order()
    {
        await Empty();

        (await Apply()).ShouldBe(await database.Ask<string[]>("select array_agg(name order by name) from migration"));
    }

    [Fact]
    public async Task A_migration_is_applied_once()
    {
        await Empty();
        await Apply();

        (await Apply()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Of_several_processes_that_start_at_once_one_migrates()
    {
        await Empty();

        var applied = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Apply()));

        applied.Count(names => names.Count > 0).ShouldBe(1);
    }

    [Fact]
    public async Task An_applied_migration_that_was_changed_stops_the_start_by_name()
    {
        await database.Execute("update migration set checksum = 'of another text' where name = '0001_ledger'");

        (await Should.ThrowAsync<MigrationException>(Apply)).Message.ShouldBe(
            "The migration 0001_ledger was changed after it had been applied to this database. Put the file back as it was, and "
                + "make the change in a new migration."
        );
    }

    [Fact]
    public async Task A_migration_that_comes_before_an_applied_one_is_not_applied_late()
    {
        await database.Execute("delete from migration where name = '0002_people'");

        (await Should.ThrowAsync<MigrationException>(Apply)).Message.ShouldContain("but not 0002_people, which comes before it");
    }

    [Fact]
    public async Task A_database_of_a_newer_version_stops_the_start()
    {
        await database.Execute("insert into migration (name, checksum) values ('9999_of_the_future', 'x')");

        (await Should.ThrowAsync<MigrationException>(Apply)).Message.ShouldContain("newer version");
    }

    [Fact]
    public async Task A_start_that_is_stopped_lets_the_next_one_in()
    {
        await database.Execute("insert into migration (name, checksum) values ('9999_of_the_future', 'x')");
        await Should.ThrowAsync<MigrationException>(Apply);
        await database.Execute("delete from migration where name = '9999_of_the_future'");

        (await Apply()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Slicks_over_the_antimeridian_that_were_there_are_measured_anew_and_nothing_else_of_them_changes()
    {
        const string facts =
            "(select to_jsonb(s) - "
            + "'{area,perimeter,length,polsby_popper,fill_factor,geometry_count,largest_area,median_area,centroid,case_number}'::text[])::text";
        await GivenBefore(
            "0017",
            """
            insert into slick (id, slick_timestamp, geometry, slick_class) overriding system value
            select nextval('slick_id_seq'), now(), st_geomfromtext(wkt, 4326), 4
            from (values ('POLYGON((179.9 10,-179.9 10,-179.9 10.1,179.9 10.1,179.9 10))'), ('POLYGON((29.9 10,30.1 10,30.1 10.1,29.9 10.1,29.9 10))')) given (wkt);
            update slick set active = false;
            """
        );
        var before = await database.Ask<string[]>($"select array_agg({facts} order by id) from slick s");

        await From("0017");

        (
            await database.Ask<string>(
                "select string_agg(format('%s %s %s', geometry_count, round(perimeter::numeric, 3), round(polsby_popper::numeric, "
                    + "9)), ' = ' order by id) from slick"
            )
        )
            .Split(" = ")
            .Distinct()
            .Count()
            .ShouldBe(1);
        (await database.Ask<string[]>($"select array_agg({facts} order by id) from slick s")).ShouldBe(before);
        (await Should.ThrowAsync<PostgresException>(() => Run(["update slick set area = 1 where id = 1"]))).MessageText.ShouldContain(
            "never edited"
        );
    }

    [Fact]
    public async Task Imports_that_were_there_are_noticed_when_they_come_a_second_time()
    {
        await GivenBefore(
            "0018",
            """
            insert into scene (id, name, acquired) overriding system value values (1, 'old', now());
            insert into run (id, scene, model, started_by) overriding system value values (1, 1, 'import', 'ada'), (2, 1, 'import', 'ada');
            insert into slick (slick_timestamp, geometry, slick_class, orchestrator_run, scene)
            select now(), st_geomfromtext(wkt, 4326), 4, 1, 1 from (values ('POLYGON((1 1,2 1,2 2,1 1))'), ('POLYGON((3 1,4 1,4 2,3 1))')) given (wkt);
            """
        );

        await From("0018");

        (await database.Ask<string>("select string_agg(coalesce(octet_length(content_hash), 0)::text, ' ' order by id) from run")).ShouldBe(
            "32 0"
        );
    }

    private async Task GivenBefore(string migration, string statements)
    {
        await Empty();
        await Run([.. Names().Where(name => string.CompareOrdinal(name, $"{Prefix}{migration}") < 0).Select(SqlFile.Read), statements]);
    }

    private Task From(string migration) =>
        Run([.. Names().Where(name => string.CompareOrdinal(name, $"{Prefix}{migration}") > 0).Select(SqlFile.Read)]);

    private static IEnumerable<string> Names() =>
        typeof(Migrations)
            .Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

    private async Task Run(IReadOnlyList<string> statements)
    {
        await using var superuser = NpgsqlDataSource.Create(Connection);
        foreach (var statement in statements)
        {
            await using var connection = await superuser.OpenConnectionAsync(TestContext.Current.CancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
            await using var command = new NpgsqlCommand(statement, connection);
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
            await transaction.CommitAsync(TestContext.Current.CancellationToken);
        }
    }

    private Task<IReadOnlyList<string>> Apply() => Migrations.Apply(Connection, TestContext.Current.CancellationToken);

    private async Task Empty()
    {
        await using var superuser = NpgsqlDataSource.Create(Connection);
        await using var command = superuser.CreateCommand(
            "drop schema public cascade; create schema public; grant all on schema public to review; alter default privileges grant "
                + "select on tables to review"
        );
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
