using Review.Domain.People;

namespace Review.App.People;

/// <summary>What happened, in words for people.</summary>
internal static class AuditWords
{
    private static readonly Dictionary<string, string> Words = new()
    {
        [AuditEvents.SignedIn] = "signed in",
        [AuditEvents.SignInFailed] = "wrong name or password",
        [AuditEvents.SignInRefused] = "sign-in refused",
        [AuditEvents.SignedOut] = "signed out",
        [AuditEvents.PersonAdded] = "person added",
        [AuditEvents.RoleChanged] = "role changed",
        [AuditEvents.PasswordChanged] = "password changed",
        [AuditEvents.PasswordConfirmed] = "gave the password again",
        [AuditEvents.PersonLocked] = "may not sign in any more",
        [AuditEvents.PersonUnlocked] = "may sign in again",
        [AuditEvents.SessionsEnded] = "ended other sessions",
        [AuditEvents.KeyCreated] = "key made",
        [AuditEvents.KeyRevoked] = "key revoked",
    };

    /// <returns>The word of the database itself for an event of a later version.</returns>
    public static string Of(string what) => Words.GetValueOrDefault(what, what);

    /// <summary>Whether somebody was kept out.</summary>
    public static bool IsTrouble(string what) => what == AuditEvents.SignInFailed || what == AuditEvents.SignInRefused;
}
