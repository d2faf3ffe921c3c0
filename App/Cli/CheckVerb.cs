using System.CommandLine;
using Review.Domain.Decisions;

namespace Review.App.Cli;

/// <summary><c>check</c>: does every invariant of the ledger hold?</summary>
internal static class CheckVerb
{
    public static Command Create()
    {
        var verb = new Command("check", "Check every invariant of the ledger; exit status 0 only if all hold.");
        verb.SetAction(async (_, cancellation) =>
        {
            await using var session = await Session.Open(cancellation);
            var checks = await session.Send(new CheckLedger(), cancellation);
            foreach (var check in checks)
            {
                Console.WriteLine($"{(check.Broken == 0 ? "ok    " : "BROKEN")}  {check.Sentence}  {check.Examined:N0} examined, {check.Broken:N0} broken{Examples(check)}");
            }

            var broken = checks.Count(check => check.Broken > 0);
            Console.WriteLine(broken == 0 ? $"All {checks.Count} invariants hold." : $"{broken} of {checks.Count} invariants are broken.");
            return broken == 0 ? 0 : 1;
        });
        return verb;
    }

    private static string Examples(InvariantCheck check) => check.Broken == 0 ? "" : $" (such as {string.Join(", ", check.Examples)})";
}
