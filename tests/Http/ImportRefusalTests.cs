using Review.Tests.Support;

namespace Review.Tests.Http;

/// <summary>Files that are not imported, and the sentence that says why.</summary>
public sealed class ImportRefusalTests(WebApp app) : Imports(app), IClassFixture<WebApp>
{
    [Fact]
    public async Task A_scene_whose_name_is_no_text_is_refused() =>
        (
            await App.Analyst.Post("/api/import", $$"""{"type":"FeatureCollection","scene":"\ud800","features":[{{Good}}]}""")
        ).Errors.ShouldBe(["scene"]);

    [Theory]
    [InlineData("""{"type":"Polygon","coordinates":[[[10,50],[11,51],[12,52],[10,50]]]}""")]
    [InlineData("""{"type":"Polygon","coordinates":[]}""")]
    [InlineData("""{"type":"Polygon","coordinates":[[[10,50,1],[10.1,50,1],[10.1,50.1,1],[10,50,1]]]}""")]
    [InlineData("""{"type":"Polygon","coordinates":[[[200,50],[10.1,50],[10.1,50.1],[200,50]]]}""")]
    [InlineData("""{"type":"Polygon","coordinates":[[[1e999,50],[10.1,50],[10.1,50.1],[1e999,50]]]}""")]
    [InlineData("""{"type":"Point","coordinates":[10,50]}""")]
    [InlineData("null")]
    public async Task A_bad_outline_is_422_with_the_index_of_its_feature(string geometry)
    {
        var bad = $$"""{"type":"Feature","properties":{"inf_idx":1,"machine_confidence":0.5},"geometry":{{geometry}}}""";

        var answer = await Import(Collection(Good, Good, bad), NewScene());

        (answer.Code, answer.Detail.StartsWith("Feature 2 (counted from 0): ", StringComparison.Ordinal)).ShouldBe(
            (422, true),
            answer.Text
        );
    }

    [Fact]
    public async Task Nothing_is_imported_when_one_outline_is_bad()
    {
        var scene = NewScene();
        await Import(Collection(Good, Good, Good.Replace("[10.1,50.1]", "[10.05,50]", StringComparison.Ordinal)), scene);

        (await App.Desk.Database.Ask<long>($"select count(*) from scene where name = '{scene}'")).ShouldBe(0);
    }

    [Theory]
    [InlineData("\"inf_idx\":1", "\"inf_idx\":99", "features[1].inf_idx")]
    [InlineData("\"inf_idx\":1", "\"inf_idx\":1.5", "features[1].inf_idx")]
    [InlineData("\"inf_idx\":1", "\"inf_idx\":null", "features[1].inf_idx")]
    [InlineData("\"inf_idx\":1", "\"inf_idx\":1e300", "features[1].inf_idx")]
    [InlineData("\"inf_idx\":1,", "", "features[1].inf_idx")]
    [InlineData("\"machine_confidence\":0.5", "\"machine_confidence\":1.5", "features[1].machine_confidence")]
    [InlineData("\"machine_confidence\":0.5", "\"machine_confidence\":\"high\"", "features[1].machine_confidence")]
    [InlineData("\"inf_idx\":1", "\"inf_idx\":\"1\"", "features[1].inf_idx")]
    [InlineData("\"geometry\"", "\"geometri\"", "features[1]")]
    public async Task A_bad_feature_is_400_with_its_index(string part, string wrong, string field)
    {
        var answer = await Import(Collection(Good, Good.Replace(part, wrong, StringComparison.Ordinal)), NewScene());

        (answer.Code, string.Join(',', answer.Code == 400 ? answer.Errors : [])).ShouldBe((400, field), answer.Text);
    }

    [Theory]
    [InlineData("""{"type":"FeatureCollection","features":[]}""")]
    [InlineData("""{"type":"FeatureCollection"}""")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{")]
    [InlineData("")]
    public async Task What_is_no_collection_is_400(string body) => (await Import(body, NewScene())).Code.ShouldBe(400);

    [Fact]
    public async Task A_foreign_coordinate_system_is_400() =>
        (
            await Import(
                Collection(Good)
                    .Replace(
                        "\"features\"",
                        """ "crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::3857"}},"features" """,
                        StringComparison.Ordinal
                    ),
                NewScene()
            )
        ).Errors.ShouldBe(["crs"]);

    [Theory]
    [InlineData("EPSG:14326")]
    [InlineData("EPSG:43260")]
    public async Task A_coordinate_system_whose_number_only_looks_like_it_is_400(string name) =>
        (
            await Import(
                Collection(Good)
                    .Replace(
                        "\"features\"",
                        $$$""" "crs":{"type":"name","properties":{"name":"{{{name}}}"}},"features" """,
                        StringComparison.Ordinal
                    ),
                NewScene()
            )
        ).Code.ShouldBe(400);

    [Theory]
    [InlineData("", "scene")]
    [InlineData("?scene=", "scene")]
    [InlineData("?scene=a%00b", "scene")]
    [InlineData("?scene=ok&model=a%00b", "model")]
    [InlineData("?scene=ok&map=1", "map")]
    [InlineData("?scene=ok&map=1%3D999", "map")]
    [InlineData("?scene=ok&map=x%3D4", "map")]
    [InlineData("?scene=ok&again=perhaps", "again")]
    [InlineData("?scene=ok&acquired=yesterday", "acquired")]
    [InlineData("?scene=ok&acquired=03/04/2021", "acquired")]
    [InlineData("?scene=ok&acquired=1.5", "acquired")]
    [InlineData("?scene=ok&acquired=10:00", "acquired")]
    [InlineData("?scene=ok&acquired=2026-01-31", "acquired")]
    [InlineData("?scene=ok&acquired=2026-01-31T12:00:00", "acquired")]
    public async Task A_bad_parameter_is_400_with_its_name(string query, string field)
    {
        var answer = await App.Analyst.Post($"/api/import{query}", Collection(Good));

        (answer.Code, string.Join(',', answer.Code == 400 ? answer.Errors : [])).ShouldBe((400, field), answer.Text);
    }

    [Fact]
    public async Task A_scene_name_of_201_characters_is_400() =>
        (await Import(Collection(Good), new string('s', 201))).Errors.ShouldBe(["scene"]);

    [Fact]
    public async Task Another_content_type_is_415() =>
        (await App.Analyst.Post($"/api/import?scene={NewScene()}", Collection(Good), type: "text/csv")).Code.ShouldBe(415);

    [Theory]
    [InlineData("EPSG:32631")]
    [InlineData("not 4326")]
    public async Task A_feature_in_another_coordinate_system_is_400_with_its_number(string name)
    {
        var answer = await Import(
            Collection(Good, Good.Replace("\"properties\"", $"\"crs\":\"{name}\",\"properties\"", StringComparison.Ordinal)),
            NewScene()
        );

        (answer.Code, string.Join(',', answer.Errors)).ShouldBe((400, "features[1].crs"), answer.Text);
        answer.Detail.ShouldStartWith("Feature 1 (counted from 0) names another coordinate system.");
    }

    [Fact]
    public async Task A_scene_in_the_file_that_is_not_the_one_asked_for_is_400() =>
        (await Import($$"""{"type":"FeatureCollection","scene":"OTHER","features":[{{Good}}]}""", NewScene())).Detail.ShouldStartWith(
            "The file says that it is of the scene OTHER, but scene-"
        );

    [Theory]
    [InlineData("\"type\":\"oil\"", "", "features[0].inf_idx")]
    [InlineData("\"type\":\"oil\"", "classProperty=type", "features[0].type")]
    [InlineData("\"type\":\"oil\"", "classProperty=type&map=ship%3D5", "features[0].type")]
    [InlineData("\"type\":[]", "classProperty=type&map=ship%3D5", "features[0].type")]
    [InlineData("\"type\":\"\\ud800\"", "classProperty=type&map=ship%3D5", "features[0].type")]
    [InlineData("\"inf_idx\":1", "unclassified=nothing", "unclassified")]
    [InlineData("\"inf_idx\":1", "confidenceProperty=score", "confidenceProperty")]
    [InlineData("\"inf_idx\":1,\"score\":\"high\"", "confidenceProperty=score", "features[0].score")]
    [InlineData("\"inf_idx\":1,\"score\":70", "confidenceProperty=score", "features[0].machine_confidence")]
    public async Task A_class_or_confidence_that_nobody_can_tell_is_400(string properties, string query, string field) =>
        (
            await App.Analyst.Post(
                $"/api/import?scene={NewScene()}&{query}",
                Collection(Good.Replace("\"inf_idx\":1,\"machine_confidence\":0.5", properties, StringComparison.Ordinal))
            )
        ).Errors.ShouldBe([field]);
}
