using FluentValidation;
using FluentValidation.Results;
using Microsoft.AspNetCore.Identity;

namespace Review.Domain.People;

/// <summary>What the use cases of people share.</summary>
internal static class Accounts
{
    /// <exception cref="NotFoundException">Nobody has the name.</exception>
    public static async Task<Person> Named(this UserManager<Person> people, string name) =>
        await people.FindByNameAsync(name) ?? throw new NotFoundException($"There is nobody called {name}.");

    /// <exception cref="ValidationException">The account cannot be kept like this; the field is the password or the name.</exception>
    public static void Check(IdentityResult result)
    {
        if (!result.Succeeded)
        {
            throw new ValidationException(
                result.Errors.Select(error => new ValidationFailure(
                    error.Code.StartsWith("Password", StringComparison.Ordinal) ? "password" : "name",
                    error.Description
                ))
            );
        }
    }
}
