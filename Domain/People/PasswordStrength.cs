using Microsoft.AspNetCore.Identity;

namespace Review.Domain.People;

/// <summary>
/// Refuses passwords that are guessed first: common ones, keyboard rows, dates, the person's own name (zxcvbn, Wheeler 2016).
/// </summary>
public sealed class PasswordStrength : IPasswordValidator<Person>
{
    // Of 0 to 4: below 10^8 guesses.
    private const int LeastScore = 2;
    private const int Looked = 100;

    public Task<IdentityResult> ValidateAsync(UserManager<Person> manager, Person user, string? password)
    {
        var given = password ?? "";
        if (given.Length > SignPersonIn.LongestPassword)
        {
            return Task.FromResult(Wrong("PasswordTooLong", $"A password has at most {SignPersonIn.LongestPassword} characters."));
        }

        // Its beginning tells enough; of a long text the search takes seconds.
        var score = Zxcvbn
            .Zxcvbn.MatchPassword(given.Length > Looked ? given[..Looked] : given, ["slick", "review", "slickreview", user.UserName ?? ""])
            .Score;
        return Task.FromResult(
            score < LeastScore
                ? Wrong(
                    "PasswordCommon",
                    "This password is among those that are guessed first. Take a few unrelated words, or let a password manager make one."
                )
                : IdentityResult.Success
        );
    }

    private static IdentityResult Wrong(string code, string sentence) =>
        IdentityResult.Failed(new IdentityError { Code = code, Description = sentence });
}
