using Review.Tests.Support;

namespace Review.Tests.Http;

/// <summary>What tests of imports over HTTP share.</summary>
public abstract class Imports(WebApp app)
{
    private protected WebApp App { get; } = app;

    private protected const string Good =
        """{"type":"Feature","properties":{"inf_idx":1,"machine_confidence":0.5},"geometry":{"type":"Polygon","coordinates":[[[10,50],[10.1,50],[10.1,50.1],[10,50]]]}}""";

    private protected static string Collection(params string[] features) =>
        $$"""{"type":"FeatureCollection","features":[{{string.Join(',', features)}}]}""";

    private protected static string NewScene() => $"scene-{Guid.NewGuid():N}";

    private protected Task<Answer> Import(string body, string scene) => App.Analyst.Post($"/api/import?scene={scene}", body);
}
