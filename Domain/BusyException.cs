namespace Review.Domain;

/// <summary>What was asked costs more than can be given now: ask again in a moment, or for less. The message says which.</summary>
public sealed class BusyException(string sentence) : Exception(sentence)
{
    /// <summary>When to ask again.</summary>
    public static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);
}
