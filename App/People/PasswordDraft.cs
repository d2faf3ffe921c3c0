namespace Review.App.People;

/// <summary>A password that somebody is about to be given: made here, or typed.</summary>
public sealed class PasswordDraft
{
    public bool IsMade { get; set; } = true;

    public string Typed { get; set; } = "";

    /// <summary>The made one, once it was taken: it is shown then, and never again. Null for a typed one.</summary>
    public string? Shown { get; private set; }

    /// <returns>The password to give.</returns>
    public string Take() => IsMade ? Shown ??= MadePassword.Next() : Typed;
}
