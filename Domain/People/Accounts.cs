using FluentValidation;
using FluentValidation.Results;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Review.Domain.People;

/// <summary>What the use cases of people share.</summary>
internal static class Accounts
{
    /// <exception cref="NotFoundException">Nobody has the name.</exception>
    public static async Task<Person> Named(this UserManager<Person> people, string name) =>
        await people.FindByNameAsync(name) ?? throw new NotFoundException($"There is nobody called {name}.");

    /// <summary>Sets a password and ends the person's sessions.</summary>
    /// <exception cref="ValidationException">The password is too short, or among those that are guessed first.</exception>
    public static async Task GivePassword(this UserManager<Person> people, Person person, string password)
    {
        foreach (var validator in people.PasswordValidators)
        {
            Check(await validator.ValidateAsync(people, person, password));
        }

        person.PasswordHash = people.PasswordHasher.HashPassword(person, password);
        Check(await people.UpdateSecurityStampAsync(person));
    }

    /// <summary>Whether somebody is an admin who may sign in.</summary>
    public static bool Administers(this Person person) => person is { Role: Role.Admin, LockedAt: null };

    /// <summary>Keeps a changed role or lock and ends the person's sessions.</summary>
    /// <param name="administered">Whether they were an admin who may sign in.</param>
    /// <exception cref="RuleBrokenException">No admin would be left who may sign in.</exception>
    public static async Task Keep(
        this UserManager<Person> people,
        IReviewDb db,
        Person person,
        bool administered,
        CancellationToken cancellation
    )
    {
        var stepsDown = administered && !person.Administers();
        if (stepsDown)
        {
            await AnotherAdministers(db, person, cancellation);
        }

        try
        {
            Check(await people.UpdateSecurityStampAsync(person));
        }
        catch (DbUpdateException) when (stepsDown)
        {
            // The database refuses it too, of two who do it in the same instant: then it is so now, and is said as a rule.
            await AnotherAdministers(db, person, cancellation);
            throw;
        }
    }

    private static async Task AnotherAdministers(IReviewDb db, Person person, CancellationToken cancellation)
    {
        if (!await db.People.AnyAsync(one => one.Id != person.Id && one.Role == Role.Admin && one.LockedAt == null, cancellation))
        {
            throw new RuleBrokenException(
                "role",
                $"{person.UserName} is the last admin who may sign in. Make somebody else an admin first."
            );
        }
    }

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
