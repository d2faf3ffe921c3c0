using System.CommandLine;
using Review.Domain;

namespace Review.App.Cli;

/// <summary><c>db</c>: how psql reaches the database in use, and as whom.</summary>
internal static class DbVerb
{
    public static Command Create() => new("db", "The database itself.") { Url(), Roles() };

    private static Command Url()
    {
        var role = new Option<DatabaseRole>("--role")
        {
            Description = "As whom: owner, application, analyst or reader.",
            DefaultValueFactory = _ => DatabaseRole.Analyst,
        };
        var verb = new Command("url", "Print the libpq URI of the database in use, for psql: psql \"$(./review db url)\"") { role };
        verb.SetAction(
            async (arguments, cancellation) =>
            {
                // Not disposed: a private server stays up for the one who asked, and the next that uses it stops it at its end.
                var database = await Session.OpenDatabase(Session.Settings(), cancellation);
                await database.Migrate(cancellation);
                var wanted = arguments.GetValue(role);
                if (!database.Knows(wanted))
                {
                    await Console.Error.WriteLineAsync(
                        $"There is no ConnectionStrings__Review{wanted}: this is the role of ConnectionStrings__Review, which may do "
                            + "more. (docs/operating.md: Your own PostgreSQL)"
                    );
                }

                Console.WriteLine(database.UriOf(wanted));
                return 0;
            }
        );
        return verb;
    }

    private static Command Roles()
    {
        var verb = new Command(
            "roles",
            "Make the database roles of application, analysts and readers where they are missing, and say anew what each may do."
        );
        verb.SetAction(
            async (_, cancellation) =>
            {
                await using var database = await Session.OpenDatabase(Session.Settings(), cancellation);
                await database.Migrate(cancellation);
                var made = await database.MakeRoles(cancellation);
                Console.WriteLine(
                    made.Count == 0
                        ? "The roles are there, and may do what they should."
                        : $"Made {string.Join(", ", made)}. Give them members who sign in: create role ada login password '…' in role "
                            + "review_analyst;"
                );
                return 0;
            }
        );
        return verb;
    }
}
