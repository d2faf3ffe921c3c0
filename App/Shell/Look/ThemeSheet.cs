using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using MudBlazor;

namespace Review.App.Shell.Look;

/// <summary>
/// Both themes as one style sheet that is served like any other: what two theme providers would write into the page. So a page needs no
/// provider, no circuit and no style element for its colours, and there is no flash before they come.
/// </summary>
internal sealed partial class ThemeSheet(IServiceProvider services)
{
    private const string DarkScope = ":root[data-theme=dark]";
    private readonly Lazy<Task<Sheet>> sheet = new(() => Make(services));

    /// <returns>Where the sheet is served, from the root of the site; the address changes with what is in it.</returns>
    public async Task<string> Address() => (await sheet.Value).Address;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet(
                "/theme.{print}.css",
                async (HttpContext http, ThemeSheet theme) =>
                {
                    http.Response.Headers.CacheControl = "max-age=31536000, immutable";
                    return Results.Text((await theme.sheet.Value).Css, "text/css", Encoding.UTF8);
                }
            )
            .AllowAnonymous()
            .ExcludeFromDescription();

    private static async Task<Sheet> Make(IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        await using var renderer = new HtmlRenderer(scope.ServiceProvider, services.GetRequiredService<ILoggerFactory>());
        var (light, dark) = (await Palette(renderer, ":root", dark: false), await Palette(renderer, DarkScope, dark: true));
        var css = $":root{{{Tints.Light.Tokens}}}{DarkScope}{{{Tints.Dark.Tokens}}}{light}{dark}";
        var print = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(css)))[..12];
        return new Sheet($"theme.{print}.css", css);
    }

    private static async Task<string> Palette(HtmlRenderer renderer, string scope, bool dark)
    {
        var parameters = ParameterView.FromDictionary(
            new Dictionary<string, object?>
            {
                [nameof(MudThemeProvider.Theme)] = SlickTheme.Of(scope),
                [nameof(MudThemeProvider.IsDarkMode)] = dark,
                [nameof(MudThemeProvider.DefaultScrollbar)] = true,
                [nameof(MudThemeProvider.ObserveSystemDarkModeChange)] = false,
            }
        );
        var html = await renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync<MudThemeProvider>(parameters)).ToHtmlString()
        );
        return string.Concat(StyleElements().Matches(html).Select(style => style.Groups[1].Value));
    }

    [GeneratedRegex("<style[^>]*>(.*?)</style>", RegexOptions.Singleline)]
    private static partial Regex StyleElements();

    private sealed record Sheet(string Address, string Css);
}
