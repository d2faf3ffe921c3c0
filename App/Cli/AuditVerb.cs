using System.CommandLine;
using System.Globalization;
using Review.Domain;
using Review.Domain.People;

namespace Review.App.Cli;

/// <summary><c>audit</c>: sign-ins, failures, roles, passwords and keys, the newest first.</summary>
internal static class AuditVerb
{
    private const int UsualLimit = 100;

    public static Command Create()
    {
        var name = new Option<string?>("--name") { Description = "Only about this person or key." };
        var since = new Option<string?>("--since") { Description = "Only from this time on, such as 2026-01-31T12:00:00Z." };
        var limit = new Option<int>("--limit") { Description = "At most so many lines.", DefaultValueFactory = _ => UsualLimit };
        var verb = new Command(
            "audit",
            "Who signed in or failed to, and what was done to people and keys: time (UTC), event, name, by whom, address, detail."
        )
        {
            name,
            since,
            limit,
        };
        verb.SetAction(
            async (arguments, cancellation) =>
            {
                await using var session = await Session.Open(cancellation);
                var from = arguments.GetValue(since) is { } text ? WrittenValues.Instant("since", text) : (DateTimeOffset?)null;
                foreach (
                    var entry in await session.Send(new ListAudit(arguments.GetValue(name), from, arguments.GetValue(limit)), cancellation)
                )
                {
                    Console.WriteLine(
                        string.Create(
                                CultureInfo.InvariantCulture,
                                $"{entry.At.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'} {entry.Event.PadRight(16)} "
                                    + $"{(entry.Name ?? "").PadRight(24)} "
                                    + $"{(entry.ByWhom ?? "").PadRight(20)} {(entry.Address ?? "-").PadRight(16)} {entry.Detail}"
                            )
                            .TrimEnd()
                    );
                }

                return 0;
            }
        );
        return verb;
    }
}
