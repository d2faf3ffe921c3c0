using System.CommandLine;

namespace Review.App.Cli;

/// <summary><c>migrate</c>: brings the database to this version; other verbs do so too when they start.</summary>
internal static class MigrateVerb
{
    public static Command Create()
    {
        var verb = new Command("migrate", "Bring the database to this version.");
        verb.SetAction(
            async (_, cancellation) =>
            {
                await using var database = await Session.OpenDatabase(Session.Settings(), cancellation);
                var applied = await database.Migrate(cancellation);
                Console.WriteLine(applied.Count == 0 ? "The database is up to date." : $"Applied {string.Join(", ", applied)}.");
                return 0;
            }
        );
        return verb;
    }
}
