using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Review.App.Shell.Frame;

/// <summary>What every page but that of the review stands in.</summary>
public sealed partial class PageFrame
{
    private ErrorBoundary? boundary;

    /// <summary>The name of a <see cref="PageEntry"/>, or of a page that the head does not lead to.</summary>
    [Parameter, EditorRequired]
    public required string Page { get; set; }

    [Parameter, EditorRequired]
    public required RenderFragment ChildContent { get; set; }

    [Inject]
    private NavigationManager Address { get; set; } = null!;

    // With a base, "#content" alone would lead to the first page.
    private string Here => new Uri(Address.Uri).PathAndQuery;
}
