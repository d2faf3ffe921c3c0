using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Components;
using Review.App.Shell.Look;

namespace Review.App.Shell;

/// <summary>The document. It is rendered once, on the server; only the marked parts of a page are interactive.</summary>
public sealed partial class App
{
    private string? antiforgeryToken;
    private string themeAddress = "";

    [CascadingParameter]
    private HttpContext HttpContext { get; set; } = null!;

    [Inject]
    private ThemeSheet Theme { get; set; } = null!;

    [Inject]
    private Departure Departure { get; set; } = null!;

    [Inject]
    private IAntiforgery Antiforgery { get; set; } = null!;

    /// <summary>Every fetch that writes carries the token as X-XSRF-TOKEN.</summary>
    protected override async Task OnInitializedAsync()
    {
        antiforgeryToken = Antiforgery.GetAndStoreTokens(HttpContext).RequestToken;
        themeAddress = await Theme.Address();
    }
}
