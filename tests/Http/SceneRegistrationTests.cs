using Review.Domain.People;
using Review.Domain.Scenes;
using Review.Tests.Support;

namespace Review.Tests.Http;

/// <summary>Which images become scenes, and which are refused with a sentence.</summary>
public sealed class SceneRegistrationTests(WebApp app) : SceneRoutes(app), IClassFixture<WebApp>
{
    [Fact]
    public async Task A_registered_scene_is_in_the_list_with_its_imagery()
    {
        var (id, name) = await Given();

        var scene = Scenes(await App.Viewer.Get($"/api/scenes?imagery=true&name={name}")).Single();

        (
            scene.GetProperty("id").GetInt64(),
            scene.GetProperty("slicks").GetInt32(),
            Image(scene).GetProperty("state").GetString(),
            Image(scene).GetProperty("width").GetInt32()
        ).ShouldBe((id, 0, "ready", 200));
        Image(scene)
            .GetProperty("bounds")
            .EnumerateArray()
            .Select(number => Math.Round(number.GetDouble(), 6))
            .ShouldBe([10, 49.9, 10.2, 50]);
        Image(scene).GetProperty("footprint").GetProperty("coordinates")[0].GetArrayLength().ShouldBe(5);
    }

    [Fact]
    public async Task A_scene_is_registered_from_the_scene_folder()
    {
        var name = GivenFile();

        var answer = await App.As(Role.Lead).Post("/api/scenes", new { path = $"{name}.tif", acquired = "2023-01-01T00:00:00Z" });

        (answer.Code, answer.Message.Headers.Location!.ToString()).ShouldBe((201, $"/api/scenes/{answer.Id("id")}"));
    }

    [Theory]
    [InlineData("sigma0")]
    [InlineData("decibel")]
    [InlineData("amplitude")]
    public async Task A_scene_is_registered_with_the_unit_that_its_numbers_have(string unit)
    {
        var answer = await App.As(Role.Lead)
            .Post(
                "/api/scenes",
                new
                {
                    path = $"{GivenFile()}.tif",
                    acquired = "2023-01-01T00:00:00Z",
                    unit,
                }
            );

        Image(Json(await App.Viewer.Get($"/api/scenes/{answer.Id("id")}"))).GetProperty("unit").GetString().ShouldBe(unit);
    }

    [Theory]
    [InlineData("dB")]
    [InlineData("")]
    [InlineData("1")]
    public async Task A_unit_that_is_none_is_refused(string unit)
    {
        var answer = await App.As(Role.Lead)
            .Post(
                "/api/scenes",
                new
                {
                    path = $"{GivenFile()}.tif",
                    acquired = "2023-01-01T00:00:00Z",
                    unit,
                }
            );

        (answer.Code, string.Join(',', answer.Errors)).ShouldBe((400, "unit"), answer.Text);
    }

    [Theory]
    [InlineData("/etc/passwd")]
    [InlineData("../outside.tif")]
    [InlineData("/vsicurl/http://example.org/a.tif")]
    public async Task A_file_outside_of_the_scene_folder_is_not_registered(string path) =>
        (await App.As(Role.Lead).Post("/api/scenes", new { path })).Detail.ShouldStartWith("Images are registered from ");

    [Fact]
    public async Task A_link_that_leads_out_of_the_scene_folder_is_not_followed()
    {
        var link = Path.Combine(App.Desk.Folder, "scenes", $"{Guid.NewGuid():N}.tif");
        Directory.CreateDirectory(Path.GetDirectoryName(link)!);
        File.CreateSymbolicLink(link, Plainly("secret", Plain));

        (await App.As(Role.Lead).Post("/api/scenes", new { path = link })).Detail.ShouldStartWith("Images are registered from ");
    }

    [Fact]
    public async Task A_link_that_leads_out_by_another_link_is_not_followed()
    {
        var secret = Plainly("hidden", Plain);
        var name = Guid.NewGuid().ToString("N");
        var scenes = Path.Combine(App.Desk.Folder, "scenes");
        Directory.CreateDirectory(scenes);
        Directory.CreateSymbolicLink(Path.Combine(scenes, $"{name}-out"), Path.GetDirectoryName(secret)!);
        File.CreateSymbolicLink(Path.Combine(scenes, $"{name}.tif"), Path.Combine(scenes, $"{name}-out", Path.GetFileName(secret)));

        (await App.As(Role.Lead).Post("/api/scenes", new { path = $"{name}.tif" })).Detail.ShouldStartWith("Images are registered from ");
    }

    [Fact]
    public async Task A_link_within_the_scene_folder_is_followed()
    {
        var name = GivenFile();
        Directory.CreateSymbolicLink(Path.Combine(App.Desk.Folder, "scenes", $"{name}-here"), ".");
        File.CreateSymbolicLink(
            Path.Combine(App.Desk.Folder, "scenes", $"{name}-link.tif"),
            Path.Combine($"{name}-here", "..", "scenes", $"{name}.tif")
        );

        var answer = await App.As(Role.Lead).Post("/api/scenes", new { path = $"{name}-link.tif", acquired = "2023-01-01T00:00:00Z" });

        answer.Code.ShouldBe(201, answer.Text);
    }

    [Fact]
    public async Task Links_in_a_circle_are_refused_with_a_sentence()
    {
        var name = Guid.NewGuid().ToString("N");
        var scenes = Path.Combine(App.Desk.Folder, "scenes");
        Directory.CreateDirectory(scenes);
        File.CreateSymbolicLink(Path.Combine(scenes, $"{name}-a.tif"), $"{name}-b.tif");
        File.CreateSymbolicLink(Path.Combine(scenes, $"{name}-b.tif"), $"{name}-a.tif");

        var answer = await App.As(Role.Lead).Post("/api/scenes", new { path = $"{name}-a.tif" });

        (answer.Code, answer.Json.GetProperty("errors").GetProperty("path")[0].GetString()).ShouldBe(
            (400, "The links in that path lead round in a circle."),
            answer.Text
        );
    }

    [Theory]
    [InlineData("03/04/2021")]
    [InlineData("2023-01-01")]
    [InlineData("2023-01-01T00:00:00")]
    public async Task A_time_of_acquisition_that_could_be_read_in_two_ways_is_refused(string acquired) =>
        (await App.As(Role.Lead).Post("/api/scenes", new { path = $"{GivenFile()}.tif", acquired })).Errors.ShouldBe(["acquired"]);

    [Fact]
    public async Task An_analyst_does_not_register_scenes() =>
        (await App.Analyst.Post("/api/scenes", new { path = "a.tif" })).Code.ShouldBe(403);

    [Fact]
    public async Task An_image_of_which_nobody_knows_the_time_is_refused()
    {
        var path = Plainly("timeless", Plain);

        (
            await Should.ThrowAsync<Review.Domain.RuleBrokenException>(() =>
                App.Desk.Send(new RegisterScene(path, null, null, null, null, false, "ada", Prepare: false))
            )
        ).Message.ShouldStartWith("Say when timeless was acquired");
    }

    [Fact]
    public async Task A_scene_registered_again_is_of_the_next_revision()
    {
        var (id, name) = await Given();
        await Register(name);

        Image(Json(await App.Viewer.Get($"/api/scenes/{id}"))).GetProperty("revision").GetInt32().ShouldBe(2);
    }

    [Fact]
    public async Task A_scene_registered_again_with_another_time_is_refused_with_the_one_that_is_known()
    {
        var (_, name) = await Given();

        (
            await Should.ThrowAsync<Review.Domain.RuleBrokenException>(() =>
                App.Desk.Send(
                    new RegisterScene(
                        images.PathOf($"{name}.tif"),
                        name,
                        new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero),
                        null,
                        null,
                        false,
                        "ada",
                        Prepare: false
                    )
                )
            )
        ).Message.ShouldBe(
            $"The scene {name} was acquired at 2023-01-01 00:00:00 UTC, as far as is known. Leave acquired out, or give the image "
                + "another name."
        );
    }

    [Fact]
    public async Task A_product_is_registered_with_its_name_time_and_calibration()
    {
        var product = images.Safe(polarisations: ["VV"]);
        var registered = await App.Desk.Send(new RegisterScene(product, null, null, null, null, false, "ada", Prepare: false));
        await App.Send(new PrepareScene(registered.Id));

        var scene = Json(await App.Viewer.Get($"/api/scenes/{registered.Id}"));

        (
            scene.GetProperty("name").GetString(),
            scene.GetProperty("acquired").GetDateTimeOffset(),
            Image(scene).GetProperty("unit").GetString(),
            Image(scene).GetProperty("missing")[0].GetString()
        ).ShouldBe(
            (
                "S1A_IW_GRDH_1SDV_20221002T205126_20221002T205156_045268_056950_0664",
                new DateTimeOffset(2022, 10, 2, 20, 51, 26, TimeSpan.Zero),
                "sigma0",
                "VH"
            )
        );
    }

    /// <returns>The name, without its ending, of an image in the scene folder.</returns>
    private string GivenFile()
    {
        var name = $"scene-{Guid.NewGuid():N}";
        var path = Path.Combine(App.Desk.Folder, "scenes", $"{name}.tif");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.Move(Plainly(name, Plain), path);
        return name;
    }
}
