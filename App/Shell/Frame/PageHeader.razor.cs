using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Review.Domain.People;

namespace Review.App.Shell.Frame;

/// <summary>Name of the product, the pages, what a page adds of its own, theme, account. Static or interactive, as the page is.</summary>
public sealed partial class PageHeader
{
    private string name = "nobody";

    /// <summary>The name of a <see cref="PageEntry"/>, or of a page that the head does not lead to.</summary>
    [Parameter, EditorRequired]
    public required string Page { get; set; }

    /// <summary>Between the pages and the account; it takes the room that is left.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> Visitor { get; set; } = null!;

    private Role? Role { get; set; }

    private string Name => name;

    private string Initials => name[..Math.Min(2, name.Length)].ToUpperInvariant();

    protected override async Task OnParametersSetAsync()
    {
        var user = (await Visitor).User;
        (name, Role) = (user.Identity?.Name ?? "nobody", user.RoleOf());
    }
}
