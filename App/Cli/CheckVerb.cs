using System.CommandLine;
using Review.Domain.Decisions;

namespace Review.App.Cli;

/// <summary><c>check</c>: does every invariant of the ledger hold?</summary>
internal static class CheckVerb
{
    public static Command Create()
    {
        var noted = new Option<string[]>("--head")
        {
            Description = "A head of the chain that an earlier check printed: is it still part of it?",
        };
        var verb = new Command("check", "Check every invariant of the ledger; exit status 0 only if all hold.") { noted };
        verb.SetAction(
            async (arguments, cancellation) =>
            {
                await using var session = await Session.Open(cancellation);
                var checks = await session.Send(new CheckLedger(), cancellation);
                foreach (var check in checks)
                {
                    Console.WriteLine(
                        $"{(check.Broken == 0 ? "ok    " : "BROKEN")}  {check.Sentence}  {check.Examined:N0} examined, "
                            + $"{check.Broken:N0} broken{Examples(check)}"
                    );
                }

                var broken = checks.Count(check => check.Broken > 0);
                Console.WriteLine(
                    broken == 0 ? $"All {checks.Count} invariants hold." : $"{broken} of {checks.Count} invariants are broken."
                );
                var head = await session.Send(new GetLedgerHead(), cancellation);
                Console.WriteLine(
                    $"The head of the chain is {head.Position}:{head.Hash}. Note it elsewhere: ./review check --head tells whether "
                        + "it still is part of the chain."
                );
                var gone = await Gone(session, arguments.GetValue(noted) ?? [], cancellation);
                return broken + gone == 0 ? 0 : 1;
            }
        );
        return verb;
    }

    /// <returns>How many of the noted heads are not in the chain.</returns>
    private static async Task<int> Gone(Session session, string[] noted, CancellationToken cancellation)
    {
        var gone = 0;
        foreach (var head in noted)
        {
            var there = await session.Send(new HasLedgerHead(head), cancellation);
            Console.WriteLine(
                there
                    ? $"ok      The noted head {head} is part of the chain."
                    : $"BROKEN  The noted head {head} is not part of the chain: something that was sealed before it was changed, and "
                        + "the chain made anew."
            );
            gone += there ? 0 : 1;
        }

        return gone;
    }

    private static string Examples(InvariantCheck check) =>
        check.Broken == 0
            ? ""
            : $" ({(check.Broken > check.Examples.Length ? "such as " : "")}{(check.Of.Length == 0 ? "" : $"{check.Of} ")}{string.Join(", ", check.Examples)})";
}
