using FluentValidation;
using FluentValidation.Results;
using MediatR;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Review.Domain.Decisions;

namespace Review.Domain.People;

/// <summary>Adds somebody who may sign in.</summary>
public sealed record AddPerson(string Name, Role Role, string Password) : IRequest;

/// <summary>Gives somebody a new password; their open sessions end within a minute.</summary>
public sealed record ChangePassword(string Name, string Password) : IRequest;

/// <summary>Gives somebody another role; their open sessions end within a minute.</summary>
public sealed record ChangeRole(string Name, Role Role) : IRequest;

/// <summary>Everybody who may sign in, in the order of their names.</summary>
public sealed record ListPeople : IRequest<IReadOnlyList<PersonRow>>;

/// <param name="LockedUntil">Too many wrong passwords: nobody signs in under this name before that; null otherwise.</param>
public sealed record PersonRow(string Name, Role Role, DateTimeOffset CreatedAt, DateTimeOffset? LockedUntil);

internal sealed class ManagePeopleHandler(UserManager<Person> people, IReviewDb db, TimeProvider time) :
    IRequestHandler<AddPerson>, IRequestHandler<ChangePassword>, IRequestHandler<ChangeRole>, IRequestHandler<ListPeople, IReadOnlyList<PersonRow>>
{
    public async Task Handle(AddPerson request, CancellationToken cancellationToken) =>
        Check(await people.CreateAsync(new Person { UserName = request.Name, Role = request.Role }, request.Password));

    public async Task Handle(ChangePassword request, CancellationToken cancellationToken)
    {
        var person = await Find(request.Name);
        foreach (var validator in people.PasswordValidators)
        {
            Check(await validator.ValidateAsync(people, person, request.Password));
        }

        person.PasswordHash = people.PasswordHasher.HashPassword(person, request.Password);
        Check(await people.UpdateSecurityStampAsync(person));
    }

    public async Task Handle(ChangeRole request, CancellationToken cancellationToken)
    {
        var person = await Find(request.Name);
        person.Role = request.Role;
        Check(await people.UpdateSecurityStampAsync(person));
    }

    public async Task<IReadOnlyList<PersonRow>> Handle(ListPeople request, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return await db.People.OrderBy(person => person.NormalizedUserName)
            .Select(person => new PersonRow(person.UserName!, person.Role, person.CreatedAt, person.LockoutEnd > now ? person.LockoutEnd : null))
            .ToListAsync(cancellationToken);
    }

    private async Task<Person> Find(string name) =>
        await people.FindByNameAsync(name) ?? throw new NotFoundException($"There is nobody called {name}.");

    private static void Check(IdentityResult result)
    {
        if (!result.Succeeded)
        {
            throw new ValidationException(result.Errors.Select(error => new ValidationFailure(
                error.Code.StartsWith("Password", StringComparison.Ordinal) ? "password" : "name", error.Description)));
        }
    }
}
