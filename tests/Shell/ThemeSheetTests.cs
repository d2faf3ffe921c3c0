using System.Net;
using System.Text.RegularExpressions;
using Review.App.Shell.Look;
using Review.Tests.Support;

namespace Review.Tests.Shell;

/// <summary>Both themes are one sheet, and text on every ground can be read.</summary>
public sealed partial class ThemeSheetTests(WebApp app) : IClassFixture<WebApp>
{
    [Fact]
    public async Task The_sheet_is_served_under_the_address_that_pages_name_and_kept_for_ever()
    {
        var http = app.Nobody;
        var page = await http.GetStringAsync("/signin", TestContext.Current.CancellationToken);

        using var sheet = await http.GetAsync(Address().Match(page).Value, TestContext.Current.CancellationToken);

        sheet.StatusCode.ShouldBe(HttpStatusCode.OK);
        sheet.Content.Headers.ContentType!.MediaType.ShouldBe("text/css");
        sheet.Headers.CacheControl!.ToString().ShouldContain("immutable");
        var css = await sheet.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        css.ShouldContain($"--accent:{Tints.Light.Accent}");
        css.ShouldContain($"--accent:{Tints.Dark.Accent}");
        css.ShouldContain("--mud-palette-primary");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Text_can_be_read_on_every_ground(bool dark)
    {
        var tints = dark ? Tints.Dark : Tints.Light;
        string[] grounds = [tints.Background, tints.Surface, tints.Raised, tints.Sunken];
        string[] inks = [tints.Text, tints.Muted, tints.AccentText, tints.Ok, tints.Warn, tints.Bad];

        foreach (var (ink, ground) in inks.SelectMany(ink => grounds.Select(ground => (ink, ground))))
        {
            Contrast(ink, ground).ShouldBeGreaterThanOrEqualTo(4.5, $"{ink} on {ground}");
        }

        Contrast(tints.OnAccent, tints.Accent).ShouldBeGreaterThanOrEqualTo(4.5);
        Contrast(tints.OnOk, tints.Ok).ShouldBeGreaterThanOrEqualTo(4.5);
        Contrast(tints.OnBad, tints.Bad).ShouldBeGreaterThanOrEqualTo(4.5);
    }

    // WCAG 2.1, relative luminance and contrast ratio.
    private static double Contrast(string one, string other)
    {
        var (a, b) = (Luminance(one), Luminance(other));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    private static double Luminance(string colour)
    {
        var parts = Enumerable
            .Range(0, 3)
            .Select(part => Linear(Convert.ToInt32(colour.Substring(1 + (2 * part), 2), 16) / 255.0))
            .ToArray();
        return (0.2126 * parts[0]) + (0.7152 * parts[1]) + (0.0722 * parts[2]);
    }

    private static double Linear(double part) => part <= 0.04045 ? part / 12.92 : Math.Pow((part + 0.055) / 1.055, 2.4);

    [GeneratedRegex(@"theme\.[0-9a-f]{12}\.css")]
    private static partial Regex Address();
}
