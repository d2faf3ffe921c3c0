using MediatR;
using Microsoft.EntityFrameworkCore;
using Review.Domain;
using Review.Domain.People;

namespace Review.App.People;

/// <summary>Makes the first admin where there is none.</summary>
internal static class FirstAdmin
{
    public const string Name = "admin";

    /// <returns>The password, when the admin was made now and nobody chose one; null otherwise.</returns>
    public static async Task<(bool Made, string? Password)> Ensure(
        IServiceProvider services,
        string? chosenPassword,
        CancellationToken cancellation
    )
    {
        if (await IsThere(services, cancellation))
        {
            return (false, null);
        }

        // Empty is how a compose file says "none".
        var chosen = string.IsNullOrEmpty(chosenPassword) ? null : chosenPassword;
        var password = chosen ?? MadePassword.Next();
        await using var scope = services.CreateAsyncScope();
        try
        {
            await scope.ServiceProvider.GetRequiredService<ISender>().Send(new AddPerson(Name, Role.Admin, password), cancellation);
        }
        catch (DbUpdateException)
        {
            // Another process that starts at the same time was first, and printed the password.
            if (await IsThere(services, cancellation))
            {
                return (false, null);
            }

            throw;
        }

        return (true, chosen is null ? password : null);
    }

    private static async Task<bool> IsThere(IServiceProvider services, CancellationToken cancellation)
    {
        await using var scope = services.CreateAsyncScope();
        return await scope
            .ServiceProvider.GetRequiredService<IReviewDb>()
            .People.AnyAsync(person => person.Role == Role.Admin, cancellation);
    }
}
