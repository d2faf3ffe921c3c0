using System.Globalization;
using Review.Tests.Support;

namespace Review.Tests.Http;

/// <summary>Detections over HTTP: all of a file, or nothing.</summary>
public sealed class ImportTests(WebApp app) : Imports(app), IClassFixture<WebApp>
{
    [Fact]
    public async Task Real_detections_are_imported_in_their_order()
    {
        var file = await File.ReadAllTextAsync(Fixtures.Require("cerulean/detections_base.geojson"), TestContext.Current.CancellationToken);

        var answer = await App.Analyst.Post($"/api/import?scene={Desk.Scene}", file);

        var areas = await App.Desk.Database.Ask<double[]>(
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
            await App.Desk.Database.Ask<string>(
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
        var id = (await App.Analyst.Post($"/api/import?scene={NewScene()}&map={map}", Collection(Good))).Ids("slicks")[0];

        (await App.Desk.Get(id)).Class.ShouldBe(@class);
    }

    [Fact]
    public async Task The_time_stands_in_the_name_of_the_scene()
    {
        var id = (await Import(Collection(Good), "S1B_IW_GRDH_1SDV_20211121T142900_20211121T142925_029672_038A85_0002")).Ids("slicks")[0];

        (await App.Desk.Get(id)).Timestamp.ShouldBe(new DateTimeOffset(2021, 11, 21, 14, 29, 0, TimeSpan.Zero));
    }

    [Fact]
    public async Task The_time_can_be_said()
    {
        var id = (await App.Analyst.Post($"/api/import?scene={NewScene()}&acquired=2026-01-31T12:00:00Z", Collection(Good))).Ids("slicks")[
            0
        ];

        (await App.Desk.Get(id)).Timestamp.ShouldBe(new DateTimeOffset(2026, 1, 31, 12, 0, 0, TimeSpan.Zero));
    }

    [Fact]
    public async Task A_second_import_of_a_scene_is_another_run_of_it()
    {
        var scene = NewScene();
        var first = await Import(Collection(Good), scene);
        var second = await App.Analyst.Post($"/api/import?scene={scene}&again=true", Collection(Good));

        (
            second.Id("run") > first.Id("run"),
            await App.Desk.Database.Ask<long>($"select count(*) from scene where name = '{scene}'")
        ).ShouldBe((true, 1));
    }

    [Fact]
    public async Task The_same_key_sent_twice_imports_once()
    {
        var scene = NewScene();
        var first = await App.Analyst.Post($"/api/import?scene={scene}", Collection(Good, Good), "import twice");

        (await App.Analyst.Post($"/api/import?scene={scene}", Collection(Good, Good), "import twice")).Text.ShouldBe(first.Text);
    }

    [Fact]
    public async Task The_same_key_sent_ten_times_at_once_imports_once()
    {
        var scene = NewScene();

        await Task.WhenAll(
            Enumerable.Range(0, 10).Select(_ => App.Analyst.Post($"/api/import?scene={scene}", Collection(Good), "import at once"))
        );

        (await App.Viewer.Get($"/api/slicks?scene={scene}")).Features.Length.ShouldBe(1);
    }

    [Fact]
    public async Task The_same_key_with_another_scene_is_a_conflict()
    {
        await App.Analyst.Post($"/api/import?scene={NewScene()}", Collection(Good), "import elsewhere");

        (await App.Analyst.Post($"/api/import?scene={NewScene()}", Collection(Good), "import elsewhere")).Type.ShouldBe(
            "urn:slick-review:idempotency-key"
        );
    }

    [Fact]
    public async Task The_same_key_of_somebody_else_is_a_conflict()
    {
        var scene = NewScene();
        await App.Analyst.Post($"/api/import?scene={scene}", Collection(Good), "import foreign");

        (await App.As(Review.Domain.People.Role.Lead).Post($"/api/import?scene={scene}", Collection(Good), "import foreign")).Code.ShouldBe(
            409
        );
    }

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

    [Fact]
    public async Task Geojson_may_be_called_so() =>
        (await App.Analyst.Post($"/api/import?scene={NewScene()}", Collection(Good), type: "application/geo+json")).Code.ShouldBe(200);

    [Fact]
    public async Task Five_thousand_detections_are_imported_in_their_order()
    {
        var features = Enumerable
            .Range(0, 5_000)
            .Select(i => Good.Replace("0.5", (i / 5_000d).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
        var ids = (await Import(Collection([.. features]), NewScene())).Ids("slicks");

        (
            await App.Desk.Database.Ask<bool>(
                "select bool_and(machine_confidence = (ord - 1) / 5000.0::float8) from "
                    + $"unnest(array[{string.Join(',', ids)}]::bigint[]) with ordinality i (id, ord) join slick using (id)"
            )
        ).ShouldBeTrue();
    }

    [Fact]
    public async Task The_scene_in_the_file_is_taken_when_none_is_asked_for()
    {
        var scene = NewScene();
        var id = (
            await App.Analyst.Post("/api/import", $$"""{"type":"FeatureCollection","scene":"{{scene}}","features":[{{Good}}]}""")
        ).Ids("slicks")[0];

        (await App.Desk.Get(id)).Scene.ShouldBe(scene);
    }

    [Theory]
    [InlineData("application/geo+json-seq", "\u001e{0}\n\u001e{0}\n")]
    [InlineData("application/x-ndjson", "{0}\n{0}\n")]
    [InlineData("application/json", "\ufeff{0}")]
    public async Task Lines_of_features_and_a_byte_order_mark_are_read(string type, string form) =>
        (
            await App.Analyst.Post($"/api/import?scene={NewScene()}", form.Replace("{0}", Good, StringComparison.Ordinal), type: type)
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
        var answer = await App.Analyst.Post(
            $"/api/import?scene={NewScene()}&{query}",
            Collection(Good.Replace("\"inf_idx\":1,\"machine_confidence\":0.5", properties, StringComparison.Ordinal))
        );

        answer.Code.ShouldBe(200, answer.Text);
        (
            await App.Desk.Database.Ask<string>(
                $"select concat_ws(' ', slick_class, machine_confidence) from slick where id = {answer.Ids("slicks")[0]}"
            )
        ).ShouldBe(expected);
    }

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
        (await App.Viewer.Get($"/api/slicks?scene={scene}")).Features.Length.ShouldBe(2);
    }

    [Fact]
    public async Task The_same_outlines_twice_are_imported_when_that_is_meant()
    {
        var scene = NewScene();
        await Import(Collection(Good), scene);

        (await App.Analyst.Post($"/api/import?scene={scene}&again=true", Collection(Good))).Code.ShouldBe(200);
        (await App.Viewer.Get($"/api/slicks?scene={scene}")).Features.Length.ShouldBe(2);
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
            (await App.Viewer.Get($"/api/slicks?scene={scene}")).Features.Length
        ).ShouldBe((1, 9, 1));
    }

    [Fact]
    public async Task What_an_import_brought_is_hashed_as_the_migration_hashes_what_was_there()
    {
        var run = (await Import(Collection(Good, Good.Replace("10.1,50.1", "10.1,50.2", StringComparison.Ordinal)), NewScene())).Id("run");

        (
            await App.Desk.Database.Ask<bool>(
                $"""
                select content_hash = (select sha256(string_agg(hash, ''::bytea order by hash)) from (select sha256(st_asbinary(geometry, 'NDR')) as hash from slick where orchestrator_run = {run}) outlines)
                from run where id = {run}
                """
            )
        ).ShouldBeTrue();
    }
}
