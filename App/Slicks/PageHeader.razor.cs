using Microsoft.AspNetCore.Components;
using Review.App.Shell;

namespace Review.App.Slicks;

/// <summary>Name of the product, the pages, search, whether work is saved, theme, account.</summary>
public sealed partial class PageHeader
{
    /// <summary>"review" or "scenes"; only the first has a search for slicks and decisions to save.</summary>
    [Parameter]
    public string Page { get; set; } = "review";

    [CascadingParameter]
    private HttpContext HttpContext { get; set; } = null!;

    private string Name => HttpContext.User.Identity?.Name ?? "nobody";

    private string Initials => Name[..Math.Min(2, Name.Length)].ToUpperInvariant();

    private string Role => HttpContext.User.RoleOf()?.ToString().ToLowerInvariant() ?? "no role";
}
