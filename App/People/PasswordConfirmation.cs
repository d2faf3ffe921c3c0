namespace Review.App.People;

/// <summary>
/// That somebody has just given their own password; one for each circuit. It holds for <see cref="Lasts"/>, for that person only, and is
/// known to no browser.
/// </summary>
public sealed class PasswordConfirmation(TimeProvider time)
{
    public static readonly TimeSpan Lasts = TimeSpan.FromMinutes(10);

    private (string Name, long At)? given;

    /// <summary>The password of this person was given, and is right.</summary>
    public void Give(string name) => given = (name, time.GetTimestamp());

    /// <summary>Whether it is to be asked for again before this person changes something.</summary>
    public bool Holds(string name) => given is { } known && known.Name == name && time.GetElapsedTime(known.At) < Lasts;

    /// <summary>It is to be asked for again.</summary>
    public void Forget() => given = null;
}
