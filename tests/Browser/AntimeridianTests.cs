using Review.Tests.Support;

namespace Review.Tests.Browser;

/// <summary>A slick on both sides of 180° is one on the map.</summary>
public sealed class AntimeridianTests(RunningApp app, Chromium chromium) : IClassFixture<RunningApp>
{
    [Fact]
    public async Task A_selected_slick_over_the_antimeridian_has_no_seam()
    {
        using var http = await app.Client();
        var slick = await http.GivenSlick("POLYGON ((179.9 10, -179.9 10, -179.9 10.1, 179.9 10.1, 179.9 10))");
        await using var visit = await chromium.SignIn(app);
        await visit.Page.GotoAsync($"/?sel={slick}&map=10/10.05/180");
        await visit.Page.Idle();

        var path = await visit.Page.Locator("path.selected-line").First.GetAttributeAsync("d") ?? "";

        path.Count(letter => letter == 'M').ShouldBe(1, path);
        // Four corners and nothing where the outline was cut.
        path.Count(letter => letter is 'M' or 'L').ShouldBe(4, path);
    }
}
