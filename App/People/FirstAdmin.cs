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

        // Empty is how a compose file says "none".
        var chosen = string.IsNullOrEmpty(chosenPassword) ? null : chosenPassword;
        var password = chosen ?? NewPassword();
        try
        {
            await scope.ServiceProvider.GetRequiredService<ISender>().Send(new AddPerson(Name, Role.Admin, password), cancellation);
        }
        catch (DbUpdateException) when (HasAdminNow(services))
        {
            // Another process that starts at the same time was first, and printed the password.
            return (false, null);
        }

        return (true, chosen is null ? password : null);
    }

    private static bool HasAdminNow(IServiceProvider services)
    {
        using var scope = services.CreateScope();
        return scope.ServiceProvider.GetRequiredService<IReviewDb>().People.Any(person => person.Role == Role.Admin);
    }

    // Without letters and digits that look alike; 20 of 54 characters are 115 bits.
    private static string NewPassword() => RandomNumberGenerator.GetString("ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789", 20);
}
