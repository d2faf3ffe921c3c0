using Microsoft.Extensions.Configuration;
using Npgsql;
using Review.Data.Db;
using Review.Data.Postgres;
using Review.Domain;
using Review.Tests.Support;

namespace Review.Tests.Postgres;

/// <summary>How a server comes to its roles: a private one from before there were any, and one of the operator's own.</summary>
public sealed class RoleProvisioningTests : IAsyncLifetime
{
    private readonly string folder = TemporaryFolder.Create();
    private EmbeddedServer server = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    // Without roles, as the version before left it.
    public async ValueTask InitializeAsync()
    {
        server = await EmbeddedServer.Acquire(folder, Cancellation);
        await Execute(
            server.ConnectionStringFor("postgres"),
            "drop role review_application; drop role review_analyst; drop role review_reader"
        );
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await server.DisposeAsync();
        await TemporaryFolder.Remove(folder);
    }

    [Fact]
    public async Task A_data_folder_from_before_there_were_roles_gets_them_at_the_next_start()
    {
        await Migrations.Apply(server.ConnectionString, Cancellation);
        await using var database = await Database.Open(Settings(new() { ["REVIEW_DATA"] = folder }), _ => { }, Cancellation);

        (await database.Migrate(Cancellation)).ShouldBeEmpty("the schema was there; only the rights were missing");

        (await Ask<string>(database.ConnectionString, "select current_user::text")).ShouldBe("review_application");
        (await Ask<long>(database.ConnectionString, "select count(*) from decision")).ShouldBe(0);
        await Should.ThrowAsync<PostgresException>(() => Execute(database.ConnectionString, "update decision set reviewer = 'x'"));
        await database.DisposeAsync();
    }

    [Theory]
    [InlineData(DatabaseRole.Owner, "review")]
    [InlineData(DatabaseRole.Application, "review_application")]
    [InlineData(DatabaseRole.Analyst, "review_analyst")]
    [InlineData(DatabaseRole.Reader, "review_reader")]
    public async Task Psql_connects_in_every_role(DatabaseRole role, string name)
    {
        await using var database = await Database.Open(Settings(new() { ["REVIEW_DATA"] = folder }), _ => { }, Cancellation);
        await database.Migrate(Cancellation);

        (
            await Command.Run(["psql", database.UriOf(role), "-AtXc", "select current_user || ' ' || count(*) from slick"], Cancellation)
        ).Text.ShouldBe($"{name} 0");
    }

    [Fact]
    public async Task With_one_role_of_the_operator_everything_works_as_before()
    {
        await using var database = await External();

        (await database.Migrate(Cancellation)).ShouldNotBeEmpty();

        database.Knows(DatabaseRole.Analyst).ShouldBeFalse();
        (
            await Ask<string>(
                database.ConnectionString,
                "insert into decision (kind, reviewer) values ('external', 'ada') returning reviewer"
            )
        ).ShouldBe("ada");
        (await Ask<int>(database.ConnectionString, "select seal_decisions(10, 0, '0')")).ShouldBe(1);
    }

    [Fact]
    public async Task An_owner_who_may_not_make_roles_is_told_what_a_superuser_has_to_run()
    {
        await using var database = await External();
        await database.Migrate(Cancellation);

        var refused = await Should.ThrowAsync<StartException>(() => database.MakeRoles(Cancellation));

        await Execute(
            server.ConnectionStringFor("postgres"),
            refused.Message[refused.Message.IndexOf("create role", StringComparison.Ordinal)..]
        );
        (await database.MakeRoles(Cancellation)).ShouldBeEmpty();
        (
            await Ask<bool>(
                server.ConnectionString,
                "select has_table_privilege('review_reader', 'slick', 'select') and not has_table_privilege('review_reader', "
                    + "'person', 'select')"
            )
        ).ShouldBeTrue();
        (
            await Ask<bool>(server.ConnectionString, "select bool_or(rolcanlogin) from pg_roles where rolname like 'review\\_%'")
        ).ShouldBeFalse("who signs in is made a member");
    }

    [Fact]
    public async Task An_application_that_may_not_change_the_schema_starts_when_there_is_nothing_to_change()
    {
        await using (var owner = await External())
        {
            await owner.Migrate(Cancellation);
        }

        await Execute(
            server.ConnectionStringFor("postgres"),
            "create role review_application nologin; create role review_analyst nologin; create role review_reader nologin; create "
                + "role web login in role review_application"
        );
        var web = new Dictionary<string, string?> { ["ConnectionStrings:Review"] = Parts("web") };
        await using (var early = await Database.Open(Settings(web), _ => { }, Cancellation))
        {
            (await Should.ThrowAsync<StartException>(() => early.Migrate(Cancellation))).Message.ShouldContain(
                "ConnectionStrings__ReviewOwner"
            );
        }

        await using (
            var granting = await Database.Open(
                Settings(new(web) { ["ConnectionStrings:ReviewOwner"] = Parts("review") }),
                _ => { },
                Cancellation
            )
        )
        {
            await granting.Migrate(Cancellation);
        }

        await using var alone = await Database.Open(Settings(web), _ => { }, Cancellation);
        (await alone.Migrate(Cancellation)).ShouldBeEmpty();
        (
            await Ask<string>(alone.ConnectionString, "insert into decision (kind, reviewer) values ('external', 'ada') returning reviewer")
        ).ShouldBe("ada", "it is the application, so it says who decided");
    }

    [Fact]
    public async Task Rights_that_a_restored_dump_lost_are_given_again()
    {
        await using var database = await Database.Open(Settings(new() { ["REVIEW_DATA"] = folder }), _ => { }, Cancellation);
        await database.Migrate(Cancellation);
        await Execute(database.OwnerConnectionString, "revoke all on all tables in schema public from review_application");

        await database.Migrate(Cancellation);

        (await Ask<long>(database.ConnectionString, "select count(*) from person")).ShouldBe(0);
    }

    private static IConfiguration Settings(Dictionary<string, string?> settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings).Build();

    private Task<Database> External() =>
        Database.Open(Settings(new() { ["ConnectionStrings:Review"] = Parts("review") }), _ => { }, Cancellation);

    private string Parts(string user) => server.ConnectionStringFor("review", user, pooling: false);

    private static async Task<T> Ask<T>(string connectionString, string question)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(question);
        return (T)(await command.ExecuteScalarAsync(Cancellation))!;
    }

    private static async Task Execute(string connectionString, string statement)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(statement);
        await command.ExecuteNonQueryAsync(Cancellation);
    }
}
