using MediatR;
using Review.App.Shell.Frame;
using Review.Domain.People;

namespace Review.App.People;

/// <summary>
/// What an admin sees and does about people and keys; one for each circuit. Before everything the database is asked whether they are an admin
/// still, and before a change their own password must have been given in the last ten minutes.
/// </summary>
public sealed class AdminDesk(PageWork work, CurrentPerson current, PasswordConfirmation confirmation)
{
    internal const string NotConfirmed = "Give your own password again before you change this.";

    /// <summary>Why nothing is shown and done any more; null as long as it is.</summary>
    public string? Refusal { get; private set; }

    /// <summary>Who sits here; empty until something was read.</summary>
    public string Name { get; private set; } = "";

    /// <summary>Whether <see cref="Confirm"/> is to come before the next change.</summary>
    public bool NeedsPassword => !confirmation.Holds(Name);

    /// <summary>Reads something.</summary>
    public async Task<Outcome<T>> Read<T>(IRequest<T> request)
    {
        var (admin, problem) = await Admin();
        return admin is null ? new Outcome<T>(default, problem) : await work.Ask(request);
    }

    /// <summary>Changes something.</summary>
    /// <param name="request">Makes the request for the name of who does it.</param>
    public async Task<Outcome<T>> Change<T>(Func<string, IRequest<T>> request)
    {
        var (admin, problem) = await Confirmed();
        return admin is null ? new Outcome<T>(default, problem) : await work.Ask(request(admin.Name));
    }

    /// <inheritdoc cref="Change{T}(Func{string, IRequest{T}})"/>
    /// <returns>Why it was not done; null when it was.</returns>
    public async Task<string?> Change(Func<string, IRequest> request)
    {
        var (admin, problem) = await Confirmed();
        return admin is null ? problem : await work.Try(request(admin.Name));
    }

    /// <summary>The admin gives their own password; a wrong one counts as one at the sign-in.</summary>
    /// <returns>Why it was not taken; null when it was.</returns>
    public async Task<string?> Confirm(string password)
    {
        var (admin, problem) = await Admin();
        if (admin is null)
        {
            return problem;
        }

        var (answer, fault) = await work.Ask(new ConfirmPassword(admin.Name, password, await current.Address()));
        if (answer?.Person is not null)
        {
            confirmation.Give(admin.Name);
            return null;
        }

        return fault ?? (answer!.TooMany ? "Too many attempts. Wait a few minutes and try again." : "The password is not right.");
    }

    private async Task<Outcome<SessionOwner>> Confirmed()
    {
        var found = await Admin();
        return found.Answer is { } admin && !confirmation.Holds(admin.Name) ? new Outcome<SessionOwner>(null, NotConfirmed) : found;
    }

    private async Task<Outcome<SessionOwner>> Admin()
    {
        var (person, problem) = await current.Find();
        if (person is null)
        {
            return Refuse(problem, ends: problem == CurrentPerson.Ended);
        }

        Name = person.Name;
        if (person.Role < Role.Admin)
        {
            return Refuse($"Only admins see and change who may sign in. You are {Roles.One(person.Role)}; an admin can change that.");
        }

        Refusal = null;
        return new Outcome<SessionOwner>(person, null);
    }

    // A database that is away takes nothing from the page.
    private Outcome<SessionOwner> Refuse(string? problem, bool ends = true)
    {
        if (ends)
        {
            Refusal = problem;
            confirmation.Forget();
        }

        return new Outcome<SessionOwner>(null, problem);
    }
}
