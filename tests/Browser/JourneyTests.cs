using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Review.Data.Postgres;
using Review.Domain.Geometry;
using Review.Domain.Simulation;
using Review.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Review.Tests.Browser;

/// <summary>What the README promises an analyst, done in a browser, with detections that the project makes itself.</summary>
public sealed class JourneyTests(RunningApp app, Chromium chromium) : IClassFixture<RunningApp>
{
    private const string Scene = "S1A_IW_GRDH_1SDV_20200729T034859_20200729T034924_033664_03E6D3_93EF";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_analyst_imports_validates_splits_merges_undoes_from_the_history_and_exports()
    {
        var slicks = await GivenDetections();
        await using var visit = await chromium.SignIn(app);
        var page = visit.Page;
        await page.Idle();
        await Expect(page.GetByTestId("slick-list")).ToHaveAttributeAsync("data-total", "13");

        var validated = await Validate(page, slicks[0]);
        var (split, pieces) = await SplitAcross(page, slicks[10]);
        pieces.Length.ShouldBeGreaterThanOrEqualTo(2);
        var merged = await Merge(page, slicks[11], slicks[12]);
        Numbers((await page.Feature(merged)).GetProperty("properties").GetProperty("parents")).ShouldBe([slicks[11], slicks[12]]);

        var restored = await RestoreFromHistory(page, pieces[0], split);
        (await page.Feature(restored))
            .GetProperty("geometry")
            .GetRawText()
            .ShouldBe((await page.Feature(slicks[10])).GetProperty("geometry").GetRawText());
        var corners = (await page.Feature(slicks[10]))
            .GetProperty("geometry")
            .GetProperty("coordinates")[0][0]
            .EnumerateArray()
            .SkipLast(1);
        (await OutlineOnTheMap(page)).ShouldBe(corners.Select(corner => (double[])[corner[0].GetDouble(), corner[1].GetDouble()]));

        var summary = await Export(page);
        summary.ShouldContain("Feature Count: 1");
        (await page.Feature(validated)).GetProperty("properties").GetProperty("state").GetString().ShouldBe("validated");
        visit.Faults.ShouldBeEmpty();
        (await app.Review("check")).ShouldContain("invariants hold");
    }

    // Thirteen outlines as a model would put them out, in a file as it would write them.
    private async Task<long[]> GivenDetections()
    {
        var (_, _, detections) = new SimulatedSea(seed: 5).NextScene(13);
        var features = new JsonArray([
            .. detections.Select(
                JsonNode (one) =>
                    new JsonObject
                    {
                        ["type"] = "Feature",
                        ["geometry"] = OutlineJson.Of(one.Outline),
                        ["properties"] = new JsonObject
                        {
                            ["inf_idx"] = one.Class == 3 ? 2 : 1,
                            ["machine_confidence"] = one.MachineConfidence,
                        },
                    }
            ),
        ]);
        var file = Path.Combine(app.DataFolder, "detections.geojson");
        await File.WriteAllTextAsync(
            file,
            new JsonObject { ["type"] = "FeatureCollection", ["features"] = features }.ToJsonString(),
            Cancellation
        );
        var answer = JsonDocument.Parse(await app.Review("import", file, "--scene", Scene, "--map", "1=4", "2=3"));
        return Numbers(answer.RootElement.GetProperty("slicks"));
    }

    private static async Task<long> Validate(IPage page, long slick)
    {
        await page.Select(slick);
        await page.Keyboard.PressAsync("t");
        var answer = await page.Deciding(() => page.GetByTestId("do-validate").First.ClickAsync());
        await Expect(page.GetByTestId("toast").Last).ToContainTextAsync("validated");
        return answer.GetProperty("outputs")[0].GetInt64();
    }

    // From beyond the western edge to beyond the eastern one, at half height: that goes through any slick of one part.
    private static async Task<(long Decision, long[] Pieces)> SplitAcross(IPage page, long slick)
    {
        await page.Select(slick);
        await page.Keyboard.PressAsync("z");
        await page.Idle();
        await page.Keyboard.PressAsync("s");
        var box = (await page.Feature(slick)).GetProperty("bbox");
        var (west, east, middle) = (box[0].GetDouble(), box[2].GetDouble(), (box[1].GetDouble() + box[3].GetDouble()) / 2);
        await page.DrawOnMap([west - ((east - west) / 8), middle], [east + ((east - west) / 8), middle]);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByTestId("tool-banner")).ToContainTextAsync("pieces");
        await Expect(page.GetByTestId("split-confirm")).ToBeVisibleAsync();
        var answer = await page.Deciding(() => page.Keyboard.PressAsync("Enter"));
        await Expect(page.GetByTestId("toast").Last).ToContainTextAsync("split into");
        return (answer.GetProperty("decision").GetInt64(), Numbers(answer.GetProperty("outputs")));
    }

    private static async Task<long> Merge(IPage page, long one, long other)
    {
        await page.Select(one);
        await page.GetByTestId($"slick-row-{other}").ClickAsync(new() { Modifiers = [KeyboardModifier.Shift] });
        await page.Idle();
        await page.Keyboard.PressAsync("m");
        var answer = await page.Deciding(() => page.GetByTestId("merge-confirm").ClickAsync());
        await Expect(page.GetByTestId("toast").Last).ToContainTextAsync("merged into");
        return answer.GetProperty("outputs")[0].GetInt64();
    }

    private static async Task<long> RestoreFromHistory(IPage page, long piece, long decision)
    {
        await page.Select(piece);
        await page.Keyboard.PressAsync("h");
        await Expect(page.GetByTestId($"history-item-{decision}")).ToContainTextAsync("plit");
        var answer = await page.Deciding(() => page.GetByTestId($"restore-{decision}").ClickAsync());
        await Expect(page.GetByTestId("toast").Last).ToContainTextAsync("Undone");
        await page.Idle();
        return answer.GetProperty("outputs")[0].GetInt64();
    }

    private static async Task<string> Export(IPage page)
    {
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByTestId("export-link").ClickAsync());
        var folder = TemporaryFolder.Create();
        try
        {
            var file = Path.Combine(folder, "validated.geojson");
            await download.SaveAsAsync(file);
            var read = await Command.Run(["ogrinfo", "-ro", "-al", "-so", file], Cancellation);
            read.ExitCode.ShouldBe(0, read.Text);
            return read.Text;
        }
        finally
        {
            await TemporaryFolder.Remove(folder);
        }
    }

    private static long[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(number => number.GetInt64())];

    /// <summary>The corners of the outline that the map draws for the selection, as the map holds them.</summary>
    private static Task<double[][]> OutlineOnTheMap(IPage page) =>
        page.EvaluateAsync<double[][]>(
            """
            () => {
              let drawn = null;
              slickReview.map.eachLayer(layer => { if (layer.options?.pane === 'selection' && layer instanceof L.Polygon) drawn ??= layer; });
              return drawn.getLatLngs().flat(3).map(point => [point.lng, point.lat]);
            }
            """
        );
}
