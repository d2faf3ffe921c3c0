using System.Globalization;
using Review.Tests.Support;

namespace Review.Tests.Http;

/// <summary>Detections over HTTP: all of a file, or nothing.</summary>
public sealed class ImportTests(WebApp app) : IClassFixture<WebApp>
{
    private const string Good =
        """{"type":"Feature","properties":{"inf_idx":1,"machine_confidence":0.5},"geometry":{"type":"Polygon","coordinates":[[[10,50],[10.1,50],[10.1,50.1],[10,50]]]}}""";

    [Fact]
    public async Task Real_detections_are_imported_in_their_order()
    {
        var file = await File.ReadAllTextAsync(Fixtures.Require("cerulean/detections_base.geojson"), TestContext.Current.CancellationToken);

        var answer = await app.Analyst.Post($"/api/import?scene={Desk.Scene}", file);

        var areas = await app.Desk.Database.Ask<double[]>(
            $"select array_agg(area order by ord) from unnest(array[{string.Join(',', answer.Ids("slicks"))}]::bigint[]) with "
                + "ordinality i (id, ord) join slick using (id)"
        );
        (areas.Length, Math.Round(areas[0]), Math.Round(areas[4]), Math.Round(areas[12])).ShouldBe((13, 8_853_184, 3_923_892, 1_146_452));
    }

    [Fact]
    public async Task What_a_model_saw_becomes_a_class_and_a_confidence()
    {
        var id = (await Import(Collection(Good), NewScene())).Ids("slicks")[0];

        (
            await app.Desk.Database.Ask<string>(
                $"select concat_ws(' ', slick_class, machine_class, machine_confidence, state) from slick where id = {id}"
            )
        ).ShouldBe("4 4 0.5 pending");
    }

    [Theory]
    [InlineData("1=13", 13)]
    [InlineData("1=NATURAL", 3)]
    [InlineData("2=5,1=7", 7)]
    public async Task A_map_says_which_class_is_meant(string map, int @class)
    {
        var id = (await app.Analyst.Post($"/api/import?scene={NewScene()}&map={map}", Collection(Good))).Ids("slicks")[0];

        (await app.Desk.Get(id)).Class.ShouldBe(@class);
    }

    [Fact]
    public async Task A_scene_whose_name_is_no_text_is_refused() =>
        (
            await app.Analyst.Post("/api/import", $$"""{"type":"FeatureCollection","scene":"\ud800","features":[{{Good}}]}""")
        ).Errors.ShouldBe(["scene"]);

    [Fact]
    public async Task The_time_stands_in_the_name_of_the_scene()
    {
        var id = (await Import(Collection(Good), "S1B_IW_GRDH_1SDV_20211121T142900_20211121T142925_029672_038A85_0002")).Ids("slicks")[0];

        (await app.Desk.Get(id)).Timestamp.ShouldBe(new DateTimeOffset(2021, 11, 21, 14, 29, 0, TimeSpan.Zero));
    }

    [Fact]
    public async Task The_time_can_be_said()
    {
        var id = (await app.Analyst.Post($"/api/import?scene={NewScene()}&acquired=2026-01-31T12:00:00Z", Collection(Good))).Ids("slicks")[
            0
        ];

        (await app.Desk.Get(id)).Timestamp.ShouldBe(new DateTimeOffset(2026, 1, 31, 12, 0, 0, TimeSpan.Zero));
    }

    [Fact]
    public async Task A_second_import_of_a_scene_is_another_run_of_it()
    {
        var scene = NewScene();
        var first = await Import(Collection(Good), scene);
        var second = await app.Analyst.Post($"/api/import?scene={scene}&again=true", Collection(Good));

        (
            second.Id("run") > first.Id("run"),
            await app.Desk.Database.Ask<long>($"select count(*) from scene where name = '{scene}'")
        ).ShouldBe((true, 1));
    }

    [Fact]
    public async Task The_same_key_sent_twice_imports_once()
    {
        var scene = NewScene();
        var first = await app.Analyst.Post($"/api/import?scene={scene}", Collection(Good, Good), "import twice");

        (await app.Analyst.Post($"/api/import?scene={scene}", Collection(Good, Good), "import twice")).Text.ShouldBe(first.Text);
    }

    [Fact]
    public async Task The_same_key_sent_ten_times_at_once_imports_once()
    {
        var scene = NewScene();

        await Task.WhenAll(
            Enumerable.Range(0, 10).Select(_ => app.Analyst.Post($"/api/import?scene={scene}", Collection(Good), "import at once"))
        );

        (await app.Viewer.Get($"/api/slicks?scene={scene}")).Features.Length.ShouldBe(1);
    }

    [Fact]
    public async Task The_same_key_with_another_scene_is_a_conflict()
    {
        await app.Analyst.Post($"/api/import?scene={NewScene()}", Collection(Good), "import elsewhere");

        (await app.Analyst.Post($"/api/import?scene={NewScene()}", Collection(Good), "import elsewhere")).Type.ShouldBe(
            "urn:slick-review:idempotency-key"
        );
    }

    [Fact]
    public async Task The_same_key_of_somebody_else_is_a_conflict()
    {
        var scene = NewScene();
        await app.Analyst.Post($"/api/import?scene={scene}", Collection(Good), "import foreign");

        (await app.As(Review.Domain.People.Role.Lead).Post($"/api/import?scene={scene}", Collection(Good), "import foreign")).Code.ShouldBe(
            409
        );
    }

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

        (await app.Desk.Database.Ask<long>($"select count(*) from scene where name = '{scene}'")).ShouldBe(0);
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
    [InlineData("urn:ogc:def:crs:OGC:1.3:CRS84")]
    [InlineData("urn:ogc:def:crs:EPSG::4326")]
    public async Task The_usual_coordinate_system_may_be_named(string name) =>
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
        ).Code.ShouldBe(200);

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
        var answer = await app.Analyst.Post($"/api/import{query}", Collection(Good));

        (answer.Code, string.Join(',', answer.Code == 400 ? answer.Errors : [])).ShouldBe((400, field), answer.Text);
    }

    [Fact]
    public async Task A_scene_name_of_201_characters_is_400() =>
        (await Import(Collection(Good), new string('s', 201))).Errors.ShouldBe(["scene"]);

    [Fact]
    public async Task Geojson_may_be_called_so() =>
        (await app.Analyst.Post($"/api/import?scene={NewScene()}", Collection(Good), type: "application/geo+json")).Code.ShouldBe(200);

    [Fact]
    public async Task Another_content_type_is_415() =>
        (await app.Analyst.Post($"/api/import?scene={NewScene()}", Collection(Good), type: "text/csv")).Code.ShouldBe(415);

    [Fact]
    public async Task Five_thousand_detections_are_imported_in_their_order()
    {
        var features = Enumerable
            .Range(0, 5_000)
            .Select(i => Good.Replace("0.5", (i / 5_000d).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
        var ids = (await Import(Collection([.. features]), NewScene())).Ids("slicks");

        (
            await app.Desk.Database.Ask<bool>(
                "select bool_and(machine_confidence = (ord - 1) / 5000.0::float8) from "
                    + $"unnest(array[{string.Join(',', ids)}]::bigint[]) with ordinality i (id, ord) join slick using (id)"
            )
        ).ShouldBeTrue();
    }

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

    [Fact]
    public async Task The_scene_in_the_file_is_taken_when_none_is_asked_for()
    {
        var scene = NewScene();
        var id = (
            await app.Analyst.Post("/api/import", $$"""{"type":"FeatureCollection","scene":"{{scene}}","features":[{{Good}}]}""")
        ).Ids("slicks")[0];

        (await app.Desk.Get(id)).Scene.ShouldBe(scene);
    }

    [Theory]
    [InlineData("application/geo+json-seq", "\u001e{0}\n\u001e{0}\n")]
    [InlineData("application/x-ndjson", "{0}\n{0}\n")]
    [InlineData("application/json", "\ufeff{0}")]
    public async Task Lines_of_features_and_a_byte_order_mark_are_read(string type, string form) =>
        (
            await app.Analyst.Post($"/api/import?scene={NewScene()}", form.Replace("{0}", Good, StringComparison.Ordinal), type: type)
        ).Code.ShouldBe(200);

    [Theory]
    [InlineData("\"type\":\"oil\",\"score\":0.7", "classProperty=type&map=oil%3D5,other%3DNATURAL&confidenceProperty=score", "5 0.7")]
    [InlineData("\"type\":\"a=b\"", "classProperty=type&map=a%3Db%3D5", "5")]
    [InlineData("\"kind\":2.0,\"machine_confidence\":0.5", "classProperty=kind&map=2%3D6", "6 0.5")]
    [InlineData("\"classCode\":\"NATURAL\"", "classProperty=classCode", "3")]
    [InlineData("\"class\":13", "classProperty=class", "13")]
    [InlineData("\"oil\":true", "classProperty=oil&map=true%3D2,false%3D1", "2")]
    [InlineData("\"name\":\"x\"", "unclassified=AMBIGUOUS", "9")]
    [InlineData("\"inf_idx\":2", "unclassified=AMBIGUOUS", "3")]
    [InlineData("\"inf_idx\":null", "unclassified=9", "9")]
    public async Task Any_property_may_tell_the_class_and_the_confidence(string properties, string query, string expected)
    {
        var answer = await app.Analyst.Post(
            $"/api/import?scene={NewScene()}&{query}",
            Collection(Good.Replace("\"inf_idx\":1,\"machine_confidence\":0.5", properties, StringComparison.Ordinal))
        );

        answer.Code.ShouldBe(200, answer.Text);
        (
            await app.Desk.Database.Ask<string>(
                $"select concat_ws(' ', slick_class, machine_confidence) from slick where id = {answer.Ids("slicks")[0]}"
            )
        ).ShouldBe(expected);
    }

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
            await app.Analyst.Post(
                $"/api/import?scene={NewScene()}&{query}",
                Collection(Good.Replace("\"inf_idx\":1,\"machine_confidence\":0.5", properties, StringComparison.Ordinal))
            )
        ).Errors.ShouldBe([field]);

    [Fact]
    public async Task The_same_outlines_in_the_same_scene_are_noticed_whatever_the_file_looks_like()
    {
        var scene = NewScene();
        var other = Good.Replace("10.1,50.1", "10.1,50.2", StringComparison.Ordinal);
        var first = await Import(Collection(Good, other), scene);

        var second = await Import(
            $"{other.Replace(",", " , ", StringComparison.Ordinal)}\n{Good.Replace("0.5}", "0.6}", StringComparison.Ordinal)}",
            scene
        );

        (second.Code, second.Type, second.Json.GetProperty("run").GetInt64()).ShouldBe(
            (409, "urn:slick-review:imported-before", first.Id("run")),
            second.Text
        );
        second.Detail.ShouldStartWith(
            $"The same outlines are in the scene {scene} already: run {first.Id("run")} by key:analyst brought 2 on "
        );
        (await app.Viewer.Get($"/api/slicks?scene={scene}")).Features.Length.ShouldBe(2);
    }

    [Fact]
    public async Task The_same_outlines_twice_are_imported_when_that_is_meant()
    {
        var scene = NewScene();
        await Import(Collection(Good), scene);

        (await app.Analyst.Post($"/api/import?scene={scene}&again=true", Collection(Good))).Code.ShouldBe(200);
        (await app.Viewer.Get($"/api/slicks?scene={scene}")).Features.Length.ShouldBe(2);
    }

    [Fact]
    public async Task Other_outlines_or_another_scene_are_no_second_time()
    {
        var scene = NewScene();
        await Import(Collection(Good), scene);

        ((await Import(Collection(Good, Good), scene)).Code, (await Import(Collection(Good), NewScene())).Code).ShouldBe((200, 200));
    }

    [Fact]
    public async Task Of_the_same_outlines_sent_ten_times_at_once_one_import_is_made()
    {
        var scene = NewScene();

        var codes = (await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Import(Collection(Good), scene))))
            .Select(answer => answer.Code)
            .ToList();

        (
            codes.Count(code => code == 200),
            codes.Count(code => code == 409),
            (await app.Viewer.Get($"/api/slicks?scene={scene}")).Features.Length
        ).ShouldBe((1, 9, 1));
    }

    [Fact]
    public async Task What_an_import_brought_is_hashed_as_the_migration_hashes_what_was_there()
    {
        var run = (await Import(Collection(Good, Good.Replace("10.1,50.1", "10.1,50.2", StringComparison.Ordinal)), NewScene())).Id("run");

        (
            await app.Desk.Database.Ask<bool>(
                $"""
                select content_hash = (select sha256(string_agg(hash, ''::bytea order by hash)) from (select sha256(st_asbinary(geometry, 'NDR')) as hash from slick where orchestrator_run = {run}) outlines)
                from run where id = {run}
                """
            )
        ).ShouldBeTrue();
    }

    private static string Collection(params string[] features) =>
        $$"""{"type":"FeatureCollection","features":[{{string.Join(',', features)}}]}""";

    private static string NewScene() => $"scene-{Guid.NewGuid():N}";

    private Task<Answer> Import(string body, string scene) => app.Analyst.Post($"/api/import?scene={scene}", body);
}
