using System.Security.Claims;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Review.App.People;
using Review.Domain.People;
using Review.Tests.Support;

namespace Review.Tests.People;

/// <summary>The pages of people and accounts, in a session of ada; the database says what her role is.</summary>
internal static class PeopleContext
{
    public const string Password = "Correct-horse-7";
    public static readonly SessionOwner Ada = new(7, "ada", Role.Admin, new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    /// <summary>As the database answers an admin who gives the right password.</summary>
    public static Answers Answers(Role role = Role.Admin) =>
        new Answers()
            .On<GetSession, SessionOwner?>(_ => Task.FromResult<SessionOwner?>(Ada with { Role = role }))
            .On<ConfirmPassword, SignInAnswer>(asked =>
                Task.FromResult(new SignInAnswer(asked.Password == Password ? new Person { UserName = "ada" } : null))
            )
            .On<ListPeople, IReadOnlyList<PersonRow>>(_ =>
                Task.FromResult<IReadOnlyList<PersonRow>>([
                    new("ada", Role.Admin, Ada.CreatedAt, Ada.CreatedAt, null),
                    new("grace", Role.Analyst, Ada.CreatedAt, null, null),
                    new("joan", Role.Lead, Ada.CreatedAt, null, Ada.CreatedAt),
                ])
            )
            .On<ListApiKeys, IReadOnlyList<ApiKeyRow>>(_ =>
                Task.FromResult<IReadOnlyList<ApiKeyRow>>([
                    new("old script", Role.Admin, Ada.CreatedAt, null, Ada.CreatedAt),
                    new("nightly import", Role.Analyst, Ada.CreatedAt, Ada.CreatedAt, null),
                ])
            )
            .On<ListAudit, IReadOnlyList<AuditEntry>>(_ => Task.FromResult<IReadOnlyList<AuditEntry>>([]));

    public static PageContext Open(Answers answers, string address, FakeTimeProvider? clock = null)
    {
        var context = new PageContext(
            answers,
            Role.Admin,
            "ada",
            services =>
                services
                    .AddSingleton<TimeProvider>(clock ?? new FakeTimeProvider(Ada.CreatedAt.AddMinutes(5)))
                    .AddScoped<CurrentPerson>()
                    .AddScoped<PasswordConfirmation>()
                    .AddScoped<AdminDesk>()
                    .AddScoped<PasswordGate>(),
            new Claim(PersonSessions.SessionClaim, "7")
        );
        context.Services.GetRequiredService<Microsoft.AspNetCore.Components.NavigationManager>().NavigateTo(address);
        return context;
    }
}
