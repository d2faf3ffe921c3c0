using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Review.Data.Rasters;
using Review.Domain;
using Review.Domain.Detection;
using Review.Domain.People;
using Review.Domain.Scenes;
using Review.Tests.Support;

namespace Review.Tests.Http;

/// <summary>Images that are registered over HTTP: what is not understood is refused or said, and what is hidden stays hidden.</summary>
public sealed class RegisterTests(WebApp app) : IClassFixture<WebApp>, IAsyncLifetime
{
    private static readonly double[] Plain = [10, 0.001, 0, 50, 0, -0.001];
    private static readonly double[] Box = [10, 49.9, 10.2, 50];
    private readonly Images images = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => images.DisposeAsync();

    [Theory]
    [InlineData("png")]
    [InlineData("tif")]
    public async Task A_transparent_half_has_no_values_counts_nowhere_and_is_transparent_on_the_map(string kind)
    {
        var path = images.Bands("half.tif", 600, 600, 1, [(_, _) => 90, (x, _) => x < 300 ? 0 : 255], "ALPHA=YES");
        path = kind == "png" ? images.Translated("half.png", path, "-of", "PNG") : path;
        // In the GeoTIFF a pixel is 0.001°, in the picture a third of that.
        var (middle, row) = kind == "png" ? (10.1, 49.95) : (10.3, 49.7);
        var id = await Registered(path, new { bounds = kind == "png" ? Box : null });

        (await Value(id, middle - 0.05, row)).ValueKind.ShouldBe(JsonValueKind.Null);
        (await Value(id, middle + 0.05, row)).GetDouble().ShouldBe(90);
        var band = Json(await app.Viewer.Get($"/api/scenes/{id}/statistics")).GetProperty("bands")[0];
        (band.GetProperty("validShare").GetDouble(), band.GetProperty("min").GetDouble()).ShouldBe((0.5, 90));
        var (shades, width) = await Shades($"/api/scenes/{id}/preview.png?size=64");
        shades.Where((_, index) => index % width < (width / 2) - 1).ShouldAllBe(shade => shade == 0);
        shades.Where((_, index) => index % width > (width / 2) + 1).ShouldAllBe(shade => shade > 0);
    }

    [Fact]
    public async Task Control_points_on_one_line_are_refused_with_a_sentence()
    {
        var answer = await Register(images.Pointed("line.tif", 100, 100, (0, 0, 10, 50), (50, 50, 10.05, 49.95), (100, 100, 10.1, 49.9)));

        (answer.Code, string.Join(',', answer.Errors)).ShouldBe((400, "path"), answer.Text);
        answer.Text.ShouldContain("no map can be made of its ground control points: they lie on one line");
    }

    [Theory]
    [InlineData(new double[] { 10, 50, 10, 51 })]
    [InlineData(new double[] { 10.2, 50, 10, 51 })]
    [InlineData(new double[] { 10, 51, 11, 50 })]
    [InlineData(new double[] { 10, 50, 11, 500 })]
    [InlineData(new[] { 10, 50, 10.000000000001, 50.000000000001 })]
    public async Task Bounds_of_no_area_are_refused(double[] bounds)
    {
        var answer = await Register(images.Bytes($"{Guid.NewGuid():N}.png", GreyPng.Encode(new byte[400], 20, 20)), new { bounds });

        answer.Code.ShouldBe(400, answer.Text);
        answer.Text.ShouldContain("bounds");
    }

    [Fact]
    public async Task Bounds_over_the_antimeridian_are_taken_as_everywhere_else()
    {
        var id = await Registered(
            images.Bytes("over.png", GreyPng.Encode([.. Enumerable.Repeat((byte)9, 400)], 20, 20)),
            new { bounds = (double[])[179, 0, -179, 1] }
        );

        Image(Json(await app.Viewer.Get($"/api/scenes/{id}")))
            .GetProperty("bounds")
            .EnumerateArray()
            .Select(number => number.GetDouble())
            .ShouldBe([179, 0, 181, 1]);
    }

    [Fact]
    public async Task A_unit_that_is_a_guess_is_said_when_the_scene_is_registered_and_afterwards()
    {
        var path = images.Tiff("guess.tif", 600, 600, (x, y) => x is > 40 and < 560 && y is > 40 and < 560 ? float.NaN : -18, Plain);
        var answer = await Register(path);

        var sentence = Json(answer).GetProperty("warnings")[0].GetString();
        sentence
            .ShouldNotBeNull()
            .ShouldStartWith(
                $"Nothing in {answer.Json.GetProperty("name").GetString()}.tif says what its numbers are; by their type and signs "
                    + "they are taken for decibels."
            );
        sentence.ShouldContain("\"unit\" over HTTP");
        (Json(answer).GetProperty("unit").GetString(), Image(await Scene(answer)).GetProperty("unitIsGuess").GetBoolean()).ShouldBe(
            ("decibel", true)
        );
    }

    [Fact]
    public async Task A_unit_that_was_given_is_no_guess()
    {
        var answer = await Register(images.Tiff("given.tif", 60, 60, (_, _) => -18, Plain), new { unit = "decibel" });

        (
            Json(answer).GetProperty("warnings").GetArrayLength(),
            Image(await Scene(answer)).GetProperty("unitIsGuess").GetBoolean()
        ).ShouldBe((0, false));
    }

    [Fact]
    public async Task A_copy_keeps_the_guess_and_its_dB()
    {
        var id = await Registered(images.Tiff("guess.tif", 600, 600, (x, y) => x < 590 ? float.NaN : -18, Plain));

        var band = Json(await app.Viewer.Get($"/api/scenes/{id}/statistics")).GetProperty("bands")[0];
        (band.GetProperty("unit").GetString(), band.GetProperty("db").GetProperty("min").GetDouble()).ShouldBe(("decibel", -18));
    }

    [Fact]
    public async Task Bands_are_called_as_whoever_registers_them_says()
    {
        var id = await Registered(
            images.Bands("two.tif", 60, 60, 6, [(_, _) => 0.1f, (_, _) => 0.01f]),
            new { bands = (string[])["VV", "VH"] }
        );

        Image(Json(await app.Viewer.Get($"/api/scenes/{id}")))
            .GetProperty("bands")
            .EnumerateArray()
            .Select(band => band.GetString())
            .ShouldBe(["VV", "VH"]);
    }

    [Theory]
    [InlineData("VV")]
    [InlineData("VV", "VV")]
    [InlineData("VV", "")]
    [InlineData("VV", null)]
    [InlineData("VV", "V\0H")]
    public async Task Names_that_do_not_fit_the_bands_are_refused(params string?[] bands)
    {
        var answer = await Register(images.Bands("two.tif", 60, 60, 6, [(_, _) => 0.1f, (_, _) => 0.01f]), new { bands });

        (answer.Code, string.Join(',', answer.Errors)).ShouldBe((400, "bands"), answer.Text);
    }

    [Fact]
    public async Task A_run_of_a_model_whose_band_the_scene_lacks_is_refused_when_it_is_asked_for()
    {
        var id = await Registered(images.Tiff("cross.tif", 60, 60, (_, _) => 0.01f, Plain), new { bands = (string[])["VH"] });
        await using var scope = app.Desk.Service<IServiceScopeFactory>().CreateAsyncScope();
        var services = scope.ServiceProvider;
        var work = new RunWork(
            services.GetRequiredService<IDetectors>(),
            services.GetRequiredService<ISceneImages>(),
            services.GetRequiredService<IRasterFiles>(),
            LandMask.OpenSea
        );

        (await Should.ThrowAsync<RuleBrokenException>(() => work.Choose(id, null, TestContext.Current.CancellationToken))).Message.ShouldBe(
            "The model dark-spot needs VV or HH; the scene has VH. Choose another model, or an image that has it."
        );
    }

    [Fact]
    public async Task A_unit_that_is_none_never_reaches_the_database() =>
        (
            await Should.ThrowAsync<FluentValidation.ValidationException>(() =>
                app.Desk.Send(
                    new RegisterScene(
                        images.Tiff("a.tif", 9, 9, (_, _) => 1, Plain),
                        "a",
                        DateTimeOffset.UnixEpoch,
                        null,
                        (PixelUnit)7,
                        false,
                        "ada",
                        Prepare: false
                    )
                )
            )
        ).Message.ShouldContain("unit is sigma0");

    private static JsonElement Json(Answer answer) => JsonDocument.Parse(answer.Text).RootElement;

    private static JsonElement Image(JsonElement scene) => scene.GetProperty("imagery");

    private async Task<JsonElement> Scene(Answer answer) => Json(await app.Viewer.Get($"/api/scenes/{answer.Id("id")}"));

    private async Task<JsonElement> Value(long id, double longitude, double latitude) =>
        Json(await app.Viewer.Get(FormattableString.Invariant($"/api/scenes/{id}/value?lon={longitude}&lat={latitude}")))
            .GetProperty("values")[0]
            .GetProperty("value");

    private Task<Answer> Register(string path, object? more = null)
    {
        var name = $"{Path.GetFileNameWithoutExtension(path)}-{Guid.NewGuid():N}{Path.GetExtension(path)}";
        var folder = Path.Combine(app.Desk.Folder, "scenes");
        Directory.CreateDirectory(folder);
        File.Move(path, Path.Combine(folder, name));
        var body = JsonSerializer.SerializeToNode(more ?? new { })!.AsObject();
        (body["path"], body["acquired"]) = (name, "2023-01-01T00:00:00Z");
        return app.As(Role.Lead).Post("/api/scenes", body);
    }

    private async Task<long> Registered(string path, object? more = null)
    {
        var answer = await Register(path, more);
        answer.Code.ShouldBe(201, answer.Text);
        await app.Send(new PrepareScene(answer.Id("id")));
        return answer.Id("id");
    }

    private async Task<(byte[] Shades, int Width)> Shades(string address)
    {
        var bytes = await app.Viewer.GetByteArrayAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken);
        using var picture = RasterDataset.Open(images.Bytes("picture.png", bytes));
        var values = new float[picture.Width * picture.Height];
        picture.Read(picture.Band(0), 0, 0, picture.Width, picture.Height, values);
        return ([.. values.Select(value => (byte)value)], picture.Width);
    }
}
