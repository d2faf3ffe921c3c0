using System.Globalization;
using Microsoft.Playwright;
using Review.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Review.Tests.Browser;

/// <summary>Reading values and distances off the image.</summary>
public sealed class ImageMeasuringTests(RunningApp app, Chromium chromium) : Imagery(app, chromium), IClassFixture<RunningApp>
{
    [Fact]
    public async Task Space_hides_all_that_is_drawn_while_it_is_held_and_a_tap_keeps_it_hidden()
    {
        await GivenImage();
        await using var visit = await Chromium.SignIn(App);
        var page = visit.Page;
        await page.GotoAsync(Place);
        await page.Idle();
        await page.FocusAsync("#map");

        await page.Keyboard.DownAsync(" ");
        await Expect(page.GetByTestId("scene-card")).ToBeHiddenAsync();
        await Expect(page.Locator("#toolbar")).ToBeHiddenAsync();
        (await page.EvaluateAsync<bool>("() => slickReview.map.getPane('slicks').hidden")).ShouldBeTrue();
        await page.WaitForTimeoutAsync(400);
        await page.Keyboard.UpAsync(" ");
        await Expect(page.GetByTestId("scene-card")).ToBeVisibleAsync();
        (await page.EvaluateAsync<bool>("() => slickReview.map.getPane('slicks').hidden")).ShouldBeFalse();

        await page.Keyboard.PressAsync(" ");
        (await page.EvaluateAsync<bool>("() => slickReview.map.getPane('slicks').hidden")).ShouldBeTrue();
        await Expect(page.GetByTestId("scene-card")).ToBeVisibleAsync();
        visit.Faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task Distances_and_areas_are_measured_on_the_spheroid_and_Escape_ends()
    {
        await GivenImage();
        await using var visit = await Chromium.SignIn(App);
        var page = visit.Page;
        await page.GotoAsync(Place);
        await page.Idle();
        await page.Keyboard.PressAsync("r");

        // From here to 0.1 degrees farther east at 36 degrees north: 9.018 km by PostGIS.
        var ends = await page.EvaluateAsync<float[][]>(
            """
            () => {
              const box = document.getElementById('map').getBoundingClientRect();
              return [[36, -74.4], [36, -74.3], [36.05, -74.3]].map(place => {
                const point = slickReview.map.latLngToContainerPoint(place);
                return [box.x + point.x, box.y + point.y];
              });
            }
            """
        );
        foreach (var end in ends[..2])
        {
            await page.Mouse.ClickAsync(end[0], end[1]);
        }

        await page.Keyboard.PressAsync("Enter");
        (await Measured(page)).ShouldBe(9.02, 0.05);
        await page.GetByTestId("measure-nm").ClickAsync();
        (await Measured(page)).ShouldBe(9.02 / 1.852, 0.05);

        await page.GetByTestId("measure-km").ClickAsync();
        await page.GetByTestId("measure-area").ClickAsync();
        foreach (var end in ends)
        {
            await page.Mouse.ClickAsync(end[0], end[1]);
        }

        await page.Keyboard.PressAsync("Enter");

        // Half of 9.02 km by 5.55 km.
        (await Measured(page)).ShouldBe(25.0, 0.4);
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.GetByTestId("tool-banner")).ToBeHiddenAsync();
        visit.Faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_value_under_the_pointer_is_told_in_dB_and_as_it_is_stored()
    {
        await GivenImage();
        await using var visit = await Chromium.SignIn(App);
        var page = visit.Page;
        await page.GotoAsync(Place);
        await page.Idle();
        await page.Mouse.MoveAsync(760, 420);
        await page.Mouse.MoveAsync(764, 424);
        await Expect(page.GetByTestId("pixel")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex(@"^VV \d+\.\d dB · DN \d+"));
        visit.Faults.ShouldBeEmpty();
    }

    private static async Task<double> Measured(IPage page)
    {
        var text = await page.GetByTestId("measured").TextContentAsync();
        return double.Parse(text!.Split('\u202f')[0], CultureInfo.InvariantCulture);
    }
}
