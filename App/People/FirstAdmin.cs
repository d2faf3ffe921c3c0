using System.Security.Cryptography;
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
    public static async Task<(bool Made, string? Password)> Ensure(IServiceProvider services, string? chosenPassword, CancellationToken cancellation)
    {
        await using var scope = services.CreateAsyncScope();
        if (await scope.ServiceProvider.GetRequiredService<IReviewDb>().People.AnyAsync(person => person.Role == Role.Admin, cancellation))
        {
            return (false, null);
        }

        var password = chosenPassword ?? NewPassword();
        await scope.ServiceProvider.GetRequiredService<ISender>().Send(new AddPerson(Name, Role.Admin, password), cancellation);
        return (true, chosenPassword is null ? password : null);
    }

    // Without letters and digits that look alike; 20 of 54 characters are 115 bits.
    private static string NewPassword() => RandomNumberGenerator.GetString("ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789", 20);
}
