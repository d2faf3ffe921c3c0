namespace Review.Domain;

/// <summary>Can this process do its work now?</summary>
public interface IReadiness
{
    /// <summary>
    /// Asks the database over a new connection, and has it take a slick that is then taken back; answers within a few seconds, whatever the
    /// database does.
    /// </summary>
    /// <remarks>Who asks while another one does, or a moment later, hears the same.</remarks>
    /// <returns>Null when all is well; otherwise what ails it, for the log and for a sentence.</returns>
    Task<DatabaseTrouble?> Trouble(CancellationToken cancellation);
}
