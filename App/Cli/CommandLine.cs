using System.CommandLine;
using FluentValidation;
using Review.App.Shell;
using Review.Domain;
using Review.Domain.Decisions;
using Review.Domain.Detection;
using Review.Domain.Slicks;

namespace Review.App.Cli;

/// <summary>The verbs of <c>./review</c>; each sends the same requests as the page does.</summary>
internal static class CommandLine
{
    public static Task<int> Run(string[] args) => Run(Verbs(), args.Length == 0 ? ["serve"] : args);

    /// <summary>Runs a verb; what the person at the keyboard can mend is one sentence on standard error.</summary>
    /// <returns>The exit status: that of the verb, 1 after such a sentence, 130 when it was cancelled.</returns>
    internal static async Task<int> Run(RootCommand root, string[] args)
    {
        var invocation = new InvocationConfiguration
        {
            EnableDefaultExceptionHandler = false,
            // After Ctrl-C: as long as the open requests may take, and the database server after them.
            ProcessTerminationTimeout = WebHost.LongestShutdown + TimeSpan.FromSeconds(30),
        };
        try
        {
            return await root.Parse(args).InvokeAsync(invocation);
        }
        catch (Exception problem) when (SentenceOf(problem) is { } sentence)
        {
            await Console.Error.WriteLineAsync(sentence);
            return 1;
        }
        catch (OperationCanceledException)
        {
            return 130;
        }
    }

    private static RootCommand Verbs() =>
        new("Slick Review: human review of oil slicks that a model found in radar scenes.")
        {
            ServeVerb.Create(),
            WorkerVerb.Create(),
            MigrateVerb.Create(),
            DbVerb.Create(),
            ImportVerb.Create(),
            ExportVerb.Create(),
            CheckVerb.Create(),
            AuditVerb.Create(),
            SceneVerb.Create(),
            DetectVerb.Create(),
            DetectServiceVerb.Create(),
            SimulateVerb.Create(),
            RunVerb.Create(),
            UserVerb.Create(),
            ApiKeyVerb.Create(),
            BenchVerb.Create(),
        };

    // What the person at the keyboard can mend is a sentence; everything else is a bug, and shows where it happened.
    private static string? SentenceOf(Exception problem) =>
        problem switch
        {
            ValidationException invalid => string.Join(Environment.NewLine, invalid.Errors.Select(error => error.ErrorMessage).Distinct()),
            StartException
            or RuleBrokenException
            or OutlineException
            or NotFoundException
            or LedgerConflictException
            or DependentsException
            or IdempotencyException
            or RunExistsException
            or ImportedBeforeException
            or CommandException => problem.Message,
            _ => null,
        };
}

/// <summary>What was typed cannot be done; the message says why.</summary>
internal sealed class CommandException(string sentence) : Exception(sentence);
