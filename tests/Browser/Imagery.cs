using System.Text.Json;
using Review.Tests.Support;

namespace Review.Tests.Browser;

/// <summary>What tests of the radar image on the page share.</summary>
public abstract class Imagery(RunningApp app, Chromium chromium) : IAsyncDisposable
{
    private protected RunningApp App { get; } = app;

    private protected Chromium Chromium { get; } = chromium;

    private protected readonly Images images = new();

    private protected const string Scene = "S1A_IW_GRDH_1SDV_20201121T225759_20201121T225828_035353_04216C_62EA";
    private protected const string Place = "/?map=11/36.0352/-74.3555";

    public ValueTask DisposeAsync() => images.DisposeAsync();

    private protected async Task<long> GivenImage()
    {
        var answer = await App.Review(
            "scene",
            "add",
            Fixtures.Require("cerulean/tile_with_slick.png"),
            "--name",
            Scene,
            "--bounds",
            "-74.53125,35.859375,-74.1796875,36.2109375"
        );
        return JsonDocument.Parse(answer).RootElement.GetProperty("id").GetInt64();
    }
}
