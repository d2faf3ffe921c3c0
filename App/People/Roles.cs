using Review.Domain.People;

namespace Review.App.People;

/// <summary>Roles in words.</summary>
internal static class Roles
{
    /// <summary>From the least to the most.</summary>
    public static readonly IReadOnlyList<Role> All = Enum.GetValues<Role>();

    /// <summary>"analyst".</summary>
    public static string Of(Role role) => role.ToString().ToLowerInvariant();

    /// <summary>"an analyst".</summary>
    /// <param name="capital">"An analyst", as a sentence begins.</param>
    public static string One(Role role, bool capital = false) =>
        $"{(capital ? "A" : "a")}{(role is Role.Analyst or Role.Admin ? "n" : "")} {Of(role)}";

    /// <summary>What somebody with the role may do.</summary>
    public static string Rights(Role role) =>
        role switch
        {
            Role.Viewer => "looks at everything and changes nothing",
            Role.Analyst => "imports, decides, starts runs",
            Role.Lead => "has the last word on what others decided",
            _ => "manages people and keys, too",
        };
}
