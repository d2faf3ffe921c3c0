using System.Text;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Review.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Review.Tests.Browser;

/// <summary>Detections come in by the page alone: looked at first, all or nothing, and the same file not twice by chance.</summary>
public sealed class ImportPageTests(RunningApp app, Chromium chromium) : IClassFixture<RunningApp>
{
    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task A_file_is_dropped_its_classes_are_said_and_its_slicks_are_reviewed(ColorScheme theme)
    {
        await using var visit = await chromium.SignIn(app, theme);
        var page = visit.Page;
        var scene = $"imported by hand {theme}";
        await page.GotoAsync("/");
        await page.GetByTestId("to-import").ClickAsync();

        await Drop(page, "found.geojson", Detections("oil", "NATURAL"));
        await Expect(page.GetByTestId("import-problem")).ToContainTextAsync("Say which class type oil stands for");
        await page.GetByTestId("map-oil").SelectOptionAsync("5");
        await Expect(page.GetByTestId("import-counts")).ToContainTextAsync("Vessel 1");
        await Expect(page.Locator(".slick-map path.leaflet-interactive")).ToHaveCountAsync(2);
        await Expect(page.GetByTestId("import-confirm")).ToBeDisabledAsync();
        await page.GetByTestId("import-scene").FillAsync(scene);
        await page.GetByTestId("import-acquired").FillAsync("2026-01-02T03:04:05Z");
        await page.Keyboard.PressAsync("Tab");
        await NothingSerious(page);
        await page.GetByTestId("import-confirm").ClickAsync();

        await Expect(page.GetByTestId("import-done")).ToContainTextAsync("2 slicks are in the ledger");
        await page.GetByTestId("review-imported").ClickAsync();
        await page.Idle();
        await Expect(page.GetByTestId("total")).ToHaveTextAsync("2");
        visit.Faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_same_file_a_second_time_is_asked_about()
    {
        await using var visit = await chromium.SignIn(app);
        var page = visit.Page;
        foreach (var time in (int[])[1, 2])
        {
            await page.GotoAsync("/import");
            await Drop(page, "again.geojson", Detections("VESSEL", "NATURAL"));
            await page.GetByTestId("import-scene").FillAsync("twice by hand");
            await page.GetByTestId("import-acquired").FillAsync("2026-01-02T03:04:05Z");
            await page.Keyboard.PressAsync("Tab");
            await page.GetByTestId("import-confirm").ClickAsync();
            if (time == 1)
            {
                await Expect(page.GetByTestId("import-done")).ToBeVisibleAsync();
            }
        }

        await Expect(page.GetByTestId("import-problem")).ToContainTextAsync("import");
        await page.GetByTestId("import-again").ClickAsync();
        await Expect(page.GetByTestId("import-done")).ToContainTextAsync("2 slicks");
        visit.Faults.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("empty.geojson", "", "is empty")]
    [InlineData("picture.geojson", "\u0089PNG", "GeoJSON")]
    [InlineData("none.geojson", """{"type":"FeatureCollection","features":[]}""", "holds no features")]
    public async Task A_file_of_another_kind_gets_a_sentence_and_another_can_be_chosen(string name, string text, string sentence)
    {
        await using var visit = await chromium.SignIn(app);
        var page = visit.Page;
        await page.GotoAsync("/import");
        await Drop(page, name, text);
        await Expect(page.GetByTestId("import-problem")).ToContainTextAsync(sentence);

        await Drop(page, "good.geojson", Detections("VESSEL", "NATURAL"));

        await Expect(page.GetByTestId("import-counts")).ToBeVisibleAsync();
        visit.Faults.ShouldBeEmpty();
    }

    private static async Task Drop(IPage page, string name, string text)
    {
        await Expect(page.Locator(".framed[data-interactive=true]")).ToBeVisibleAsync();
        await page.FileFieldIsReady();
        await page.Locator("input[type=file]")
            .Last.SetInputFilesAsync(
                new FilePayload
                {
                    Name = name,
                    MimeType = "application/geo+json",
                    Buffer = Encoding.UTF8.GetBytes(text),
                }
            );
    }

    private static async Task NothingSerious(IPage page)
    {
        var found = await page.RunAxe(
            new AxeRunOptions
            {
                RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21aa"] },
            }
        );
        found
            .Violations.Where(fault => fault.Impact is "serious" or "critical")
            .Select(fault => $"{fault.Id}: {string.Join(", ", fault.Nodes.Select(node => node.Html))}")
            .ShouldBeEmpty();
    }

    private static string Detections(string one, string other) =>
        $$$"""
            {"type":"FeatureCollection","features":[
              {"type":"Feature","properties":{"type":"{{{one}}}","score":0.8},"geometry":{"type":"Polygon","coordinates":[[[3,55],[3.4,55.05],[3.3,55.2],[3,55]]]}},
              {"type":"Feature","properties":{"type":"{{{other}}}","score":0.5},"geometry":{"type":"Polygon","coordinates":[[[3.6,55.3],[3.9,55.3],[3.8,55.5],[3.6,55.3]]]}}
            ]}
            """;
}
