using System.CommandLine;
using Review.Domain.People;

namespace Review.App.Cli;

/// <summary><c>apikey create|list|revoke</c>: keys for scripts.</summary>
internal static class ApiKeyVerb
{
    public static Command Create() => new("apikey", "Keys for scripts.") { CreateKey(), List(), Revoke() };

    private static Command CreateKey()
    {
        var name = new Option<string>("--name") { Description = "What the key is for.", Required = true };
        var role = UserVerb.RoleOption();
        var verb = new Command("create", "Make a key and print it, this once.") { name, role };
        verb.SetAction(
            async (arguments, cancellation) =>
            {
                await using var session = await Session.Open(cancellation);
                Console.WriteLine(
                    await session.Send(
                        new CreateApiKey(arguments.GetRequiredValue(name), arguments.GetValue(role), Session.Operator),
                        cancellation
                    )
                );
                return 0;
            }
        );
        return verb;
    }

    private static Command List()
    {
        var verb = new Command("list", "List keys: name, role, made, last used, state.");
        verb.SetAction(
            async (_, cancellation) =>
            {
                await using var session = await Session.Open(cancellation);
                foreach (var key in await session.Send(new ListApiKeys(), cancellation))
                {
                    Console.WriteLine(
                        $"{key.Name.PadRight(24)} {key.Role.ToString().ToLowerInvariant().PadRight(8)} {Minute.Of(key.CreatedAt)}  "
                            + $"{Minute.Of(key.LastUsedAt)}  {(key.RevokedAt is null ? "in use" : "revoked")}"
                    );
                }

                return 0;
            }
        );
        return verb;
    }

    private static Command Revoke()
    {
        var name = new Argument<string>("NAME");
        var verb = new Command("revoke", "End a key.") { name };
        verb.SetAction(
            async (arguments, cancellation) =>
            {
                await using var session = await Session.Open(cancellation);
                await session.Send(new RevokeApiKey(arguments.GetRequiredValue(name), Session.Operator), cancellation);
                Console.WriteLine($"{arguments.GetValue(name)} is revoked.");
                return 0;
            }
        );
        return verb;
    }
}
