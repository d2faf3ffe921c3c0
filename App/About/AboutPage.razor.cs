using Microsoft.AspNetCore.Components;
using Review.App.Shell.Frame;
using Review.Domain;

namespace Review.App.About;

/// <summary>Versions of what is installed here, and the licences of what the application is built from.</summary>
public sealed partial class AboutPage
{
    private IReadOnlyList<ComponentVersion>? versions;
    private string? problem;

    [Inject]
    private PageWork Work { get; set; } = null!;

    protected override async Task OnInitializedAsync() => (versions, problem, _) = await Work.Ask(new GetVersions());
}
