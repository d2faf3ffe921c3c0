using MediatR;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Review.App.Shell;
using Review.Domain.People;

namespace Review.App.People;

/// <summary>What the page of one's own account posts, because the answer has a new cookie: a circuit cannot set one.</summary>
internal static class AccountRoutes
{
    public static void MapAccount(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/account/password", ChangePassword).RequireAuthorization(Policies.Viewer);

    private static async Task<IResult> ChangePassword(
        [FromForm] string? oldPassword,
        [FromForm] string? newPassword,
        [FromForm] string? again,
        HttpContext http,
        ISender sender,
        SignInManager<Person> signIn
    )
    {
        if (newPassword != again)
        {
            return Results.LocalRedirect("/account?password=differ");
        }

        var (outcome, person) = await sender.Send(
            new ChangeOwnPassword(http.User.ReviewerName(), oldPassword ?? "", newPassword ?? "", http.CallerAddress()),
            http.RequestAborted
        );
        if (person is not null)
        {
            // The session that it was asked in goes on, with the stamp of the new password; all others have the old one and are over.
            await signIn.SignInAsync(person, isPersistent: true);
        }

        return Results.LocalRedirect($"/account?password={outcome.ToString().ToLowerInvariant()}");
    }
}
