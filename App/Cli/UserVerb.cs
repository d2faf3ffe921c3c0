using System.CommandLine;
using Review.Domain.People;

namespace Review.App.Cli;

/// <summary><c>user add|list|password|role|lock|unlock</c>: who may sign in.</summary>
internal static class UserVerb
{
    public static Command Create() => new("user", "People who may sign in.") { Add(), List(), Password(), ChangeRole(), Lock(), Unlock() };

    private static Command Add()
    {
        var name = new Argument<string>("NAME");
        var role = RoleOption();
        var password = PasswordOption();
        var verb = new Command("add", "Add somebody. Asks for the password unless it is given.") { name, role, password };
        verb.SetAction(
            async (arguments, cancellation) =>
            {
                await using var session = await Session.Open(cancellation);
                await session.Send(
                    new AddPerson(
                        arguments.GetRequiredValue(name),
                        arguments.GetValue(role),
                        arguments.GetValue(password) ?? Ask(),
                        Session.Operator
                    ),
                    cancellation
                );
                Console.WriteLine($"{arguments.GetValue(name)} may sign in as {arguments.GetValue(role).ToString().ToLowerInvariant()}.");
                return 0;
            }
        );
        return verb;
    }

    private static Command List()
    {
        var verb = new Command("list", "List people: name, role, added, last signed in.");
        verb.SetAction(
            async (_, cancellation) =>
            {
                await using var session = await Session.Open(cancellation);
                foreach (var person in await session.Send(new ListPeople(), cancellation))
                {
                    Console.WriteLine(
                        $"{person.Name.PadRight(24)} {person.Role.ToString().ToLowerInvariant().PadRight(8)} "
                            + $"{Minute.Of(person.CreatedAt)}  "
                            + $"{(person.LastSignedIn is { } last ? Minute.Of(last) : "never signed in")}"
                            + (person.LockedAt is null ? "" : "  may not sign in")
                    );
                }

                return 0;
            }
        );
        return verb;
    }

    private static Command Password()
    {
        var name = new Argument<string>("NAME");
        var password = PasswordOption();
        var verb = new Command("password", "Give somebody a new password. Asks for it unless it is given.") { name, password };
        verb.SetAction(
            async (arguments, cancellation) =>
            {
                await using var session = await Session.Open(cancellation);
                await session.Send(
                    new ChangePassword(arguments.GetRequiredValue(name), arguments.GetValue(password) ?? Ask(), Session.Operator),
                    cancellation
                );
                Console.WriteLine($"{arguments.GetValue(name)} has a new password.");
                return 0;
            }
        );
        return verb;
    }

    private static Command ChangeRole()
    {
        var name = new Argument<string>("NAME");
        var role = new Argument<Role>("ROLE") { Description = "viewer, analyst, lead or admin" };
        var verb = new Command("role", "Give somebody another role.") { name, role };
        verb.SetAction(
            async (arguments, cancellation) =>
            {
                await using var session = await Session.Open(cancellation);
                await session.Send(
                    new ChangeRole(arguments.GetRequiredValue(name), arguments.GetRequiredValue(role), Session.Operator),
                    cancellation
                );
                Console.WriteLine($"{arguments.GetValue(name)} is {arguments.GetValue(role).ToString().ToLowerInvariant()} now.");
                return 0;
            }
        );
        return verb;
    }

    private static Command Lock() =>
        OfName(
            "lock",
            "Keep somebody from signing in; their sessions end.",
            name => new LockPerson(name, Session.Operator),
            "may not sign in."
        );

    private static Command Unlock() =>
        OfName("unlock", "Let somebody sign in again.", name => new UnlockPerson(name, Session.Operator), "may sign in.");

    private static Command OfName(string verb, string about, Func<string, MediatR.IRequest> request, string done)
    {
        var name = new Argument<string>("NAME");
        var command = new Command(verb, about) { name };
        command.SetAction(
            async (arguments, cancellation) =>
            {
                await using var session = await Session.Open(cancellation);
                await session.Send(request(arguments.GetRequiredValue(name)), cancellation);
                Console.WriteLine($"{arguments.GetValue(name)} {done}");
                return 0;
            }
        );
        return command;
    }

    internal static Option<Role> RoleOption() =>
        new("--role") { Description = "viewer, analyst, lead or admin", DefaultValueFactory = _ => Role.Analyst };

    private static Option<string?> PasswordOption() =>
        new("--password") { Description = "At least 10 characters. Left out, it is asked for." };

    private static string Ask()
    {
        if (Console.IsInputRedirected)
        {
            return Console.In.ReadLine()
                ?? throw new CommandException("No password was given: say --password, or send it on standard input.");
        }

        Console.Error.Write("Password: ");
        var typed = new System.Text.StringBuilder();
        for (var key = Console.ReadKey(intercept: true); key.Key != ConsoleKey.Enter; key = Console.ReadKey(intercept: true))
        {
            _ =
                key.Key == ConsoleKey.Backspace
                    ? typed.Length > 0
                        ? typed.Remove(typed.Length - 1, 1)
                        : typed
                    : typed.Append(key.KeyChar);
        }

        Console.Error.WriteLine();
        return typed.ToString();
    }
}
