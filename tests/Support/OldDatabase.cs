using System.Security.Cryptography;
using System.Text;
using Npgsql;
using Review.Data.Db;

namespace Review.Tests.Support;

/// <summary>A database as an earlier version left it, with rows in it, that is brought to the schema of this one.</summary>
internal sealed class OldDatabase(TestServer server) : IAsyncDisposable
{
    /// <summary>
    /// Takes versions out and puts others in, in one decision, as the application does: each output is its parents and its outline.
    /// </summary>
    private const string Decide = """
        create function decide(kind text, inputs bigint[], parents text[], outlines text[], undone bigint default null) returns bigint[] language plpgsql as $$
        declare
          made decision;
        begin
          insert into decision (kind, reviewer, inputs, outputs, undoes)
          values (kind, 'ada', inputs, array(select nextval('slick_id_seq') from generate_series(1, cardinality(parents))), undone) returning * into made;
          update slick set active = false, deactivated_by = made.id where id = any (inputs) and active;
          insert into slick (id, slick_timestamp, geometry, slick_class, slick, decision)
          select made.outputs[n], '2020-01-01Z', st_geomfromtext(outline, 4326), 4, parent::bigint[], made.id from unnest(parents, outlines) with ordinality g (parent, outline, n) order by n;
          return made.outputs;
        end $$;
        """;

    private readonly TestDatabase database = new(server);

    public NpgsqlDataSource Source { get; private set; } = null!;

    private string Connection => server.AsSuperuser(database.ConnectionString);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <param name="last">Of the migrations that had been applied, such as <c>0012</c>.</param>
    public static async Task<OldDatabase> Create(TestServer server, string last)
    {
        var old = new OldDatabase(server);
        await old.database.InitializeAsync();
        old.Source = NpgsqlDataSource.Create(old.Connection);
        await old.Execute(
            "drop schema public cascade; create schema public; create table migration (name text primary key, checksum text not "
                + "null, applied_at timestamptz not null default now())"
        );
        const string prefix = "Review.Data.Db.Migrations.";
        foreach (
            var file in typeof(Migrations)
                .Assembly.GetManifestResourceNames()
                .Where(name => name.StartsWith(prefix, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
        )
        {
            var name = file[prefix.Length..^".sql".Length];
            if (string.CompareOrdinal(name[..last.Length], last) <= 0)
            {
                var sql = SqlFile.Read(file);
                await old.Execute(sql);
                await old.Execute(
                    $"insert into migration values ('{name}', "
                        + $"'{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sql.ReplaceLineEndings("\n"))))}')"
                );
            }
        }

        await old.Execute(Decide);
        return old;
    }

    public Task<IReadOnlyList<string>> Migrate() => Migrations.Apply(Connection, Cancellation);

    public async Task Execute(string statement)
    {
        await using var command = Source.CreateCommand(statement);
        command.CommandTimeout = 120;
        await command.ExecuteNonQueryAsync(Cancellation);
    }

    public async Task<T> Ask<T>(string question)
    {
        await using var command = Source.CreateCommand(question);
        return (T)(await command.ExecuteScalarAsync(Cancellation))!;
    }

    /// <summary>Puts in a slick as a run does.</summary>
    public Task<long> GivenSlick(string outline) =>
        Ask<long>(
            "insert into slick (slick_timestamp, geometry, slick_class, machine_class) values ('2020-01-01Z', "
                + $"st_geomfromtext('{outline}', 4326), 4, 4) returning id"
        );

    /// <returns>The outputs.</returns>
    public Task<long[]> GivenDecision(string kind, long[] inputs, params (long[] Parents, string Outline)[] outputs) =>
        Ask<long[]>(
            $"select decide('{kind}', '{Ids(inputs)}', {Texts(outputs.Select(output => Ids(output.Parents)))}, "
                + $"{Texts(outputs.Select(output => output.Outline))})"
        );

    /// <returns>The outputs.</returns>
    public async Task<long[]> GivenUndo(long slickOfUndone, long[] inputs, params (long[] Parents, string Outline)[] outputs)
    {
        var undone = await Ask<long>($"select decision from slick where id = {slickOfUndone}");
        return await Ask<long[]>(
            $"select decide('restore', '{Ids(inputs)}', {Texts(outputs.Select(output => Ids(output.Parents)))}, "
                + $"{Texts(outputs.Select(output => output.Outline))}, {undone})"
        );
    }

    /// <summary>The ledger's own checks that fail.</summary>
    public async Task<IEnumerable<string>> Broken() =>
        (await new Data.Checks.LedgerCheck(Source).Run(Cancellation)).Where(check => check.Broken > 0).Select(check => check.Name);

    public async ValueTask DisposeAsync()
    {
        await Source.DisposeAsync();
        await database.DisposeAsync();
    }

    private static string Ids(IEnumerable<long> ids) => $"{{{string.Join(',', ids)}}}";

    private static string Texts(IEnumerable<string> texts) => $"array[{string.Join(',', texts.Select(text => $"'{text}'"))}]";
}
