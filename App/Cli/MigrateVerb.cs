using System.CommandLine;

namespace Review.App.Cli;

/// <summary><c>migrate</c>: brings the database to this version; other verbs do so too when they start.</summary>
internal static class MigrateVerb
{
    public static Command Create()
    {
        var verb = new Command("migrate", "Bring the database to this version.");
        verb.SetAction(async (_, cancellation) =>
        {
            await using var database = await Session.OpenDatabase(Session.Settings(), cancellation);
            var applied = await database.Migrate(cancellation);
            Console.WriteLine(applied.Count == 0 ? "The database is up to date." : $"Applied {string.Join(", ", applied)}.");
            return 0;
        });
        return verb;
    }
}

/// <summary><c>db url</c>: how psql reaches the database in use.</summary>
internal static class DbVerb
{
    public static Command Create()
    {
        var url = new Command("url", "Print the libpq URI of the database in use, for psql: psql \"$(./review db url)\"");
        url.SetAction(async (_, cancellation) =>
        {
            // Not disposed: a private server stays up for the one who asked, and the next that uses it stops it at its end.
            var database = await Session.OpenDatabase(Session.Settings(), cancellation);
            await database.Migrate(cancellation);
            Console.WriteLine(database.Uri);
            return 0;
        });
        return new Command("db", "The database itself.") { url };
    }
}
