using Microsoft.AspNetCore.Components;

namespace Review.App.Shell;

/// <summary>Asks for a name and a password; the form posts to the sign-in route.</summary>
public sealed partial class SignIn
{
    /// <summary>Where to go afterwards; the route takes only addresses of this site.</summary>
    [SupplyParameterFromQuery]
    public string? ReturnUrl { get; set; }

    /// <summary>What went wrong the last time, as a short code, so that nobody can put words on the page through a link.</summary>
    [SupplyParameterFromQuery]
    public string? Problem { get; set; }

    [SupplyParameterFromQuery(Name = "user")]
    public string? Name { get; set; }

    private string? Sentence =>
        Problem switch
        {
            null or "" => null,
            "locked" => "Too many attempts. Wait a few minutes and try again.",
            "closed" => "You may not sign in any more. Ask an admin if that is a mistake.",
            "link" => "This sign-in link was used before or is too old. Sign in with your name and password.",
            _ => "The name or the password is not right.",
        };
}
