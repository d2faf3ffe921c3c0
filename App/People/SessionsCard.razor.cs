using System.Globalization;
using Microsoft.AspNetCore.Components;
using Review.App.Shell.Frame;
using Review.Domain.People;

namespace Review.App.People;

/// <summary>The sessions of a person that are open, and a way to end those that are not this one.</summary>
public sealed partial class SessionsCard
{
    private IReadOnlyList<SessionRow>? sessions;
    private string? problem;

    [Parameter, EditorRequired]
    public required SessionOwner Person { get; set; }

    [Inject]
    private PageWork Work { get; set; } = null!;

    [Inject]
    private CurrentPerson Current { get; set; } = null!;

    [Inject]
    private Toasts Toasts { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    protected override async Task OnInitializedAsync() => (sessions, problem) = await Work.Ask(new ListSessions(Person.Name));

    private async Task EndOthers()
    {
        (var person, problem) = await Current.Find();
        if (person is null)
        {
            return;
        }

        var (ended, refused) = await Work.Ask(new EndOtherSessions(person.Name, person.Session));
        if (refused is not null)
        {
            Toasts.Refuse(refused);
            return;
        }

        Toasts.Say(ended == 1 ? "One session was ended." : string.Create(CultureInfo.InvariantCulture, $"{ended} sessions were ended."));
        (sessions, problem) = await Work.Ask(new ListSessions(person.Name));
    }
}
