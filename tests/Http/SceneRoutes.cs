using System.Text.Json;
using Review.Domain.Scenes;
using Review.Tests.Support;

namespace Review.Tests.Http;

/// <summary>What tests of scenes over HTTP share.</summary>
public abstract class SceneRoutes(WebApp app) : IAsyncLifetime
{
    private protected WebApp App { get; } = app;

    // A pixel is 0.001°; the values go from 0 in the west to 199 in the east, and there are none in the first ten columns.
    private protected static readonly double[] Plain = [10, 0.001, 0, 50, 0, -0.001];
    private protected readonly Images images = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => images.DisposeAsync();

    private protected static JsonElement Json(Answer answer) => JsonDocument.Parse(answer.Text).RootElement;

    private protected static List<JsonElement> Scenes(Answer answer) => [.. Json(answer).EnumerateArray()];

    private protected static JsonElement Image(JsonElement scene) => scene.GetProperty("imagery");

    private protected string Plainly(string name, double[] six) =>
        images.Tiff($"{name}.tif", 200, 100, (x, _) => x < 10 ? -99 : x, six, noData: -99);

    private protected async Task<(long Id, string Name)> Given(double[]? six = null)
    {
        var name = $"scene-{Guid.NewGuid():N}";
        Plainly(name, six ?? Plain);
        return (await Register(name), name);
    }

    private protected async Task<long> Register(string name)
    {
        var registered = await App.Desk.Send(
            new RegisterScene(
                images.PathOf($"{name}.tif"),
                name,
                new DateTimeOffset(2023, 1, 1, 0, 0, 0, TimeSpan.Zero),
                null,
                null,
                false,
                "ada",
                Prepare: false
            )
        );
        await App.Send(new PrepareScene(registered.Id));
        return registered.Id;
    }
}
