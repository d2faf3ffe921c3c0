using Npgsql;
using Review.Data.Db;
using Review.Tests.Support;

namespace Review.Tests.Ledger;

/// <summary>How a database comes to the schema of this version.</summary>
public sealed class MigrationTests(TestServer server) : IAsyncLifetime
{
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
            "The migration 0001_ledger was changed after it had been applied to this database. Put the file back as it was, and make the change in a new migration.");
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

    private Task<IReadOnlyList<string>> Apply() => Migrations.Apply(Connection, TestContext.Current.CancellationToken);

    private async Task Empty()
    {
        await using var superuser = NpgsqlDataSource.Create(Connection);
        await using var command = superuser.CreateCommand("drop schema public cascade; create schema public; grant all on schema public to review; alter default privileges grant select on tables to review");
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
