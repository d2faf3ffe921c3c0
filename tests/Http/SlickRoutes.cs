using Review.Tests.Support;

namespace Review.Tests.Http;

/// <summary>What tests of slicks over HTTP share.</summary>
public abstract class SlickRoutes(WebApp app)
{
    private protected WebApp App { get; } = app;

    private protected const string Bar = "POLYGON ((10 50, 10.06 50, 10.06 50.01, 10 50.01, 10 50))";
    private protected const string LineThroughBar = "LINESTRING (10.02 49.9, 10.02 50.1)";

    private protected static string NewScene() => $"scene-{Guid.NewGuid():N}";

    private protected async Task<(string Name, long[] Ids)> GivenScene(int slicks)
    {
        var name = NewScene();
        return (name, await App.Desk.GivenSlicks(slicks, scene: name));
    }

    private protected async Task<long> Given() => (await App.Desk.GivenSlicks(1))[0];
}
