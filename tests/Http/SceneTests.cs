using System.Text.Json;
using Review.Tests.Support;

namespace Review.Tests.Http;

/// <summary>Scenes, their statistics and their pictures over HTTP.</summary>
public sealed class SceneTests(WebApp app) : SceneRoutes(app), IClassFixture<WebApp>
{
    [Fact]
    public async Task A_scene_with_slicks_and_without_an_image_is_in_the_list_as_before()
    {
        var name = $"scene-{Guid.NewGuid():N}";
        await App.Desk.GivenSlicks(2, scene: name);

        var scene = Scenes(await App.Viewer.Get($"/api/scenes?name={name}")).Single();

        (scene.GetProperty("slicks").GetInt32(), scene.GetProperty("imagery").ValueKind).ShouldBe((2, JsonValueKind.Null));
    }

    [Theory]
    [InlineData("bbox=10.1,49.95,10.3,49.97", 1)]
    [InlineData("bbox=11,49.95,12,49.97", 0)]
    [InlineData("bbox=170,49.95,10.3,49.97", 1)]
    [InlineData("from=2022-01-01T00:00:00Z", 1)]
    [InlineData("from=2024-01-01T00:00:00Z", 0)]
    [InlineData("to=2022-01-01T00:00:00Z", 0)]
    [InlineData("from=2023-01-01T00:00:00Z", 1)]
    [InlineData("to=2023-01-01T00:00:00Z", 0)]
    [InlineData("from=2023-01-01&to=2023-01-02", 1)]
    [InlineData("imagery=false", 0)]
    public async Task The_list_minds_the_filter(string filter, int found)
    {
        var (_, name) = await Given();

        Scenes(await App.Viewer.Get($"/api/scenes?name={name.ToUpperInvariant()}&{filter}")).Count.ShouldBe(found);
    }

    [Theory]
    [InlineData("imagery=perhaps")]
    [InlineData("bbox=1,2,3")]
    [InlineData("from=yesterday")]
    [InlineData("from=03/04/2021")]
    [InlineData("to=10:00")]
    [InlineData("limit=0")]
    [InlineData("limit=99999")]
    public async Task A_filter_that_is_none_is_refused(string filter) => (await App.Viewer.Get($"/api/scenes?{filter}")).Code.ShouldBe(400);

    [Fact]
    public async Task One_scene_names_its_file_and_system()
    {
        var (id, name) = await Given();

        var image = Image(Json(await App.Viewer.Get($"/api/scenes/{id}")));

        (image.GetProperty("source").GetString(), image.GetProperty("crs").GetString()).ShouldBe(
            (images.PathOf($"{name}.tif"), "EPSG:4326")
        );
    }

    [Fact]
    public async Task Statistics_are_those_of_the_pixels()
    {
        var (id, _) = await Given();

        var band = Json(await App.Viewer.Get($"/api/scenes/{id}/statistics")).GetProperty("bands")[0];

        (
            band.GetProperty("min").GetDouble(),
            band.GetProperty("max").GetDouble(),
            band.GetProperty("mean").GetDouble(),
            band.GetProperty("validShare").GetDouble(),
            band.GetProperty("percentiles").GetProperty("50").GetDouble()
        ).ShouldBe((10, 199, 104.5, 0.95, 104.5));
        band.GetProperty("histogram").GetProperty("counts").EnumerateArray().Sum(count => count.GetInt32()).ShouldBe(19_000);
        band.GetProperty("db").GetProperty("max").GetDouble().ShouldBe(10 * Math.Log10(199), 0.001);
    }

    [Fact]
    public async Task A_value_is_that_of_the_pixel_under_it()
    {
        var (id, _) = await Given();

        var value = Json(await App.Viewer.Get($"/api/scenes/{id}/value?lon=10.1005&lat=49.95")).GetProperty("values")[0];

        (value.GetProperty("value").GetDouble(), value.GetProperty("db").GetDouble()).ShouldBe((100, 20));
    }

    [Theory]
    [InlineData("lon=10.005&lat=49.95")]
    [InlineData("lon=50&lat=49.95")]
    public async Task Where_there_is_no_data_the_value_is_null(string place)
    {
        var (id, _) = await Given();

        Json(await App.Viewer.Get($"/api/scenes/{id}/value?{place}"))
            .GetProperty("values")[0]
            .GetProperty("value")
            .ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task A_value_of_no_place_is_refused()
    {
        var (id, _) = await Given();

        (await App.Viewer.Get($"/api/scenes/{id}/value?lon=ten&lat=49.95")).Detail.ShouldBe("lon is a number of degrees.");
    }

    [Fact]
    public async Task A_footprint_goes_out_as_RFC_7946_says()
    {
        var (id, name) = await Given();

        OutlineAnswerTests.ShouldBeAsRfc7946Says(Json(await App.Viewer.Get($"/api/scenes/{id}")));
        OutlineAnswerTests.ShouldBeAsRfc7946Says((await App.Viewer.Get($"/api/scenes?name={name}")).Json);
    }

    [Theory]
    [InlineData("/api/scenes/999999")]
    [InlineData("/api/scenes/999999/statistics")]
    [InlineData("/api/scenes/999999/value?lon=1&lat=1")]
    [InlineData("/api/scenes/999999/preview.png")]
    [InlineData("/tiles/scenes/999999/0/0/0.png")]
    public async Task What_is_asked_of_no_scene_is_404_with_a_sentence(string address)
    {
        var answer = await App.Viewer.Get(address);

        (answer.Code, answer.Detail.StartsWith("The", StringComparison.Ordinal)).ShouldBe((404, true));
    }

    [Fact]
    public async Task A_band_without_a_name_is_called_as_the_products_name_says()
    {
        const string name = "S1A_IW_GRDH_1SDV_20201121T225759_20201121T225828_035353_04216C_62EA";
        Plainly(name, Plain);
        var id = await Register(name);

        Json(await App.Viewer.Get($"/api/scenes/{id}/statistics")).GetProperty("bands")[0].GetProperty("name").GetString().ShouldBe("VV");
    }
}
