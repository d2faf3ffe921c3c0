using Review.Tests.Support;

namespace Review.Tests.Http;

/// <summary>Exports: attachments that other programs read.</summary>
public sealed class SlickExportTests(WebApp app) : SlickRoutes(app), IClassFixture<WebApp>
{
    [Fact]
    public async Task An_export_is_an_attachment() =>
        (
            await App.Viewer.Get($"/api/export?scene={(await GivenScene(1)).Name}")
        ).Message.Content.Headers.ContentDisposition!.FileName!.ShouldMatch("slicks-[0-9]{8}-[0-9]{4}.geojson");

    [Fact]
    public async Task An_export_has_everything()
    {
        var scene = await GivenScene(150);

        (await App.Viewer.Get($"/api/export?scene={scene.Name}")).Features.Length.ShouldBe(150);
    }

    [Fact]
    public async Task An_export_of_another_format_is_400() =>
        (await App.Viewer.Get("/api/export?format=shapefile")).Errors.ShouldBe(["format"]);

    [Fact]
    public async Task An_export_of_the_validated_is_read_by_ogrinfo()
    {
        var scene = await GivenScene(5);
        await App.Desk.Validate(scene.Ids[..3]);

        (await Ogrinfo(await App.Viewer.Get($"/api/export?format=geojson&validated=true&scene={scene.Name}"))).ShouldContain(
            "Feature Count: 3"
        );
    }

    [Fact]
    public async Task An_export_has_fields_with_their_types_for_ogrinfo()
    {
        var scene = await GivenScene(2);

        var read = await Ogrinfo(await App.Viewer.Get($"/api/export?scene={scene.Name}"));

        (
            (string[])
                [
                    "Geometry: Multi Polygon",
                    "WGS 84",
                    "areaM2: Real",
                    "class: Integer",
                    "validated: Integer(Boolean)",
                    "timestamp: DateTime",
                ]
        ).ShouldAllBe(line => read.Contains(line));
    }

    [Fact]
    public async Task An_export_of_nothing_is_read_by_ogrinfo() =>
        (await Ogrinfo(await App.Viewer.Get("/api/export?scene=nowhere"))).ShouldContain("Feature Count: 0");

    private static async Task<string> Ogrinfo(Answer export)
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("slick-review-test-").FullName, "slicks.geojson");
        await File.WriteAllTextAsync(file, export.Text, TestContext.Current.CancellationToken);
        try
        {
            return await Tool.Run("ogrinfo", ["-ro", "-so", "-al", file]);
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
        }
    }
}
