using System.Data.Common;

namespace Review.Domain;

/// <summary>
/// Why the database could not do its work, where that says nothing about what was asked of it: the same request may do well in a moment.
/// </summary>
/// <param name="Sentence">For whoever asked, without the words of the driver.</param>
/// <param name="Reason">For the log: the innermost message, of bounded length.</param>
public sealed record DatabaseTrouble(DatabaseTroubleKind Kind, string Sentence, string Reason)
{
    private const int LongestReason = 300;

    /// <summary>How long whoever asked should wait before the next attempt.</summary>
    public TimeSpan RetryAfter =>
        TimeSpan.FromSeconds(
            Kind switch
            {
                DatabaseTroubleKind.Busy => 1,
                DatabaseTroubleKind.Full => 30,
                _ => 5,
            }
        );

    /// <summary>Looks through all that an exception wraps: EF Core and Quartz hide the driver's exception in one of their own.</summary>
    /// <returns>Null when the database did its work, or was asked something that it cannot do.</returns>
    public static DatabaseTrouble? Of(Exception? exception) =>
        exception switch
        {
            null => null,
            // A database that is closed for a while, as during a restore; the code means other things too, of statements.
            DbException { SqlState: "55000" } failed
                when failed.Message.Contains("not currently accepting connections", StringComparison.Ordinal) => Because(
                DatabaseTroubleKind.Away,
                $"55000: {failed.Message}"
            ),
            AggregateException many => many.InnerExceptions.Select(Of).FirstOrDefault(found => found is not null),
            DbException { SqlState: { } state } failed => KindOf(state) is { } kind
                ? Because(kind, $"{state}: {failed.Message}")
                : Of(failed.InnerException),
            // No word of the server, but of the driver: no connection, a broken one, none left in the pool, or no answer in time.
            DbException { IsTransient: true } failed => Because(
                TimedOut(failed) ? DatabaseTroubleKind.Busy : DatabaseTroubleKind.Away,
                failed.Message
            ),
            _ => Of(exception.InnerException),
        };

    /// <summary>
    /// It is there, but does not take what it should: its schema, its rights or its extension are not as this version needs them.
    /// </summary>
    public static DatabaseTrouble Refusing(string reason) => Because(DatabaseTroubleKind.Away, reason);

    /// <summary>No answer came in the time that there was.</summary>
    public static DatabaseTrouble Late(string reason) => Because(DatabaseTroubleKind.Busy, reason);

    /// <summary>What an error code of PostgreSQL says of the server (docs: Appendix A); null when it speaks of the statement.</summary>
    private static DatabaseTroubleKind? KindOf(string state) =>
        state switch
        {
            "53100" => DatabaseTroubleKind.Full,
            // A statement's time was over; who cancels a request hears of that, not of this.
            "57014" => DatabaseTroubleKind.Busy,
            // A standby, or one that was made to take no changes.
            "25006" => DatabaseTroubleKind.Away,
            // A file of the server's own is missing: its package was replaced under it.
            "58P01" => DatabaseTroubleKind.Outdated,
            _ when state.StartsWith("53", StringComparison.Ordinal) => DatabaseTroubleKind.Busy,
            _ when state.StartsWith("57P", StringComparison.Ordinal)
                    || state.StartsWith("58", StringComparison.Ordinal)
                    || state.StartsWith("08", StringComparison.Ordinal) => DatabaseTroubleKind.Away,
            _ => null,
        };

    private static bool TimedOut(Exception? failed) =>
        failed is not null && (failed is TimeoutException || TimedOut(failed.InnerException));

    private static DatabaseTrouble Because(DatabaseTroubleKind kind, string reason) =>
        new(kind, SentenceOf(kind), reason.Shortened(LongestReason));

    private static string SentenceOf(DatabaseTroubleKind kind) =>
        kind switch
        {
            DatabaseTroubleKind.Full =>
                "The disk of the database is full, so nothing can be written. Make room on it, then send the same again.",
            DatabaseTroubleKind.Busy => "The database has too much to do at the moment. Send the same again in a moment.",
            DatabaseTroubleKind.Outdated =>
                "The programs of the database were replaced while it ran; it has to be started again, which the application does "
                    + "for its own. Send the same again in a moment.",
            _ => "The database is away at the moment. Send the same again, with the same idempotency key, when it is back.",
        };
}

/// <summary>Kinds of trouble that pass by themselves, or that somebody has to mend beside the application.</summary>
public enum DatabaseTroubleKind
{
    /// <summary>It does not run, restarts, or cannot be reached.</summary>
    Away,

    /// <summary>No connection is left, or no answer came in time.</summary>
    Busy,

    /// <summary>No space is left on its disk.</summary>
    Full,

    /// <summary>A file of its own is missing, as after an upgrade of its package: only a restart helps.</summary>
    Outdated,
}
