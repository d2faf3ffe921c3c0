using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using NetTopologySuite.Geometries;
using Review.Domain;
using Review.Domain.Geometry;
using Review.Domain.Simulation;
using Review.Domain.Slicks;
using Review.Tests.Support;

namespace Review.Tests.Ledger;

/// <summary>Many slicks at once: all of a scene or nothing of it, and what comes in is what plain SQL would have made of it.</summary>
public sealed class ManyDetectionsTests(Desk desk) : IClassFixture<Desk>
{
    // All that is derived from what is given.
    private const string Derived =
        "md5(st_asewkb(geometry)::text), machine_confidence, human_confidence, active, validated, slick, notes, meta, "
        + "orchestrator_run, slick_class, machine_class, scene, state, decision, "
        + "deactivated_at, deactivated_by, area, perimeter, length, polsby_popper, fill_factor, geometry_count, largest_area, "
        + "median_area, md5(st_asewkb(centroid)::text), case_number = id";

    private const string Sheet = "POLYGON ((40 10, 40.3 10, 40.3 10.000000001, 40 10))";

    [Fact]
    public async Task Slicks_that_are_imported_are_those_that_plain_sql_makes_of_the_same_outlines()
    {
        var scene = NewScene();
        var (_, _, simulated) = new SimulatedSea(seed: 7).NextScene(40);
        Detection[] detections =
        [
            .. simulated,
            .. Awkward.Select(outline => new Detection(Wkt.Read(outline), SlickClass.LookalikeId, null)),
        ];
        var ids = await desk.GivenImport(scene, detections);
        (await Imported(ids)).ShouldBe((detections.Length, ids.Length));

        await desk.Database.Execute(
            $"""
            insert into slick (slick_timestamp, geometry, machine_confidence, orchestrator_run, slick_class, machine_class, scene)
            select slick_timestamp, geometry, machine_confidence, orchestrator_run, slick_class, machine_class, scene from slick where id between {ids[
                0
            ]} and {ids[^1]} order by id
            """
        );

        (
            await desk.Database.Ask<long>(
                $"""
                select count(*)
                from (select row_number() over (order by id) as n, row({Derived})::text as facts from slick where id between {ids[
                    0
                ]} and {ids[^1]}) one
                join (select row_number() over (order by id) as n, row({Derived})::text as facts from slick where id > {ids[
                    ^1
                ]}) other using (n, facts)
                """
            )
        ).ShouldBe(ids.Length);
        (await desk.Broken()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Metrics_and_outlines_are_those_of_earlier_versions_to_the_last_bit()
    {
        await Earlier("0014_areas_and_states", "slick_has_area(outline", "earlier_has_area(outline");
        await Earlier("0014_areas_and_states", "slick_outline(given", "earlier_outline(given");
        await Earlier("0017_whole_outlines", "slick_metrics(outline", "earlier_metrics(outline");
        var (_, _, simulated) = new SimulatedSea(seed: 8).NextScene(300);
        var given = string.Join(
            ", ",
            simulated.Select(detection => detection.Outline.AsText()).Concat(Awkward).Select(outline => $"'{outline}'")
        );

        (
            await desk.Database.Ask<string[]>(
                $"""
                select coalesce(array_agg(wkt), array[]::text[])
                from unnest(array[{given}]) wkt cross join lateral (select slick_outline(st_geomfromtext(wkt, 4326)) as now, earlier_outline(st_geomfromtext(wkt, 4326)) as before) outline
                where now::text <> before::text or slick_metrics(now)::text <> earlier_metrics(before)::text
                """
            )
        ).ShouldBeEmpty();
        (
            await desk.Database.Ask<long>(
                $"select count(*) from unnest(array['{Sheet}', 'POLYGON EMPTY', 'POLYGON ((1 1, 2 2, 3 3, 1 1))']) wkt where "
                    + "slick_has_area(st_geomfromtext(wkt, 4326)) is distinct from earlier_has_area(st_geomfromtext(wkt, 4326))"
            )
        ).ShouldBe(0);
    }

    [Fact]
    public async Task An_import_that_is_stopped_halfway_leaves_nothing_and_can_be_given_again()
    {
        var scene = NewScene();
        var (_, _, detections) = new SimulatedSea(seed: 9).NextScene(6_000);
        using var stopping = new CancellationTokenSource();
        var heard = new List<int>();
        var import = Import(scene, detections) with
        {
            Progress = new Told(done =>
            {
                heard.Add(done);
                stopping.Cancel();
            }),
        };

        await Should.ThrowAsync<OperationCanceledException>(() => desk.SendUntil(import, stopping.Token));

        heard[0].ShouldBeLessThan(detections.Count);
        (await Left(scene)).ShouldBe(0);
        heard.Clear();
        (await desk.Send(import with { Progress = new Told(heard.Add) })).Slicks.Length.ShouldBe(6_000);
        heard.ShouldBe([2_000, 4_000, 6_000]);
        (await desk.Broken()).ShouldBeEmpty();
    }

    [Fact]
    public async Task One_bad_outline_in_the_middle_refuses_all_by_its_number()
    {
        var scene = NewScene();
        var (_, _, detections) = new SimulatedSea(seed: 10).NextScene(5_000);
        Detection[] bad =
        [
            .. detections.Take(3_456),
            new Detection(Wkt.Read("POLYGON ((40 10, 40.3 10, 40.6 10, 40 10))"), SlickClass.InfrastructureId, 0.9),
            .. detections.Skip(3_456),
        ];

        (await Should.ThrowAsync<OutlineException>(() => desk.Send(Import(scene, bad)))).Message.ShouldBe(
            "Feature 3456 (counted from 0): The outline has no area. Nothing was imported."
        );

        (await Left(scene)).ShouldBe(0);
    }

    [Fact]
    public async Task An_outline_that_only_the_database_refuses_is_named_by_its_number_too()
    {
        var scene = NewScene();
        var (_, acquired, detections) = new SimulatedSea(seed: 11).NextScene(3_000);
        var outlines = detections.Select(detection => Outline.Normalize(detection.Outline)).ToList();
        outlines[2_718] = Outline.Factory.CreateMultiPolygon([(Polygon)Wkt.Read(Sheet)]);
        await using var scope = desk.Service<IServiceScopeFactory>().CreateAsyncScope();
        var imports = scope.ServiceProvider.GetRequiredService<IImports>();

        (
            await Should.ThrowAsync<OutlineException>(() =>
                imports.Import(
                    new ImportDraft(scene, acquired, "test", false, Desk.By(), WhenThere.Refuse),
                    detections,
                    outlines,
                    null,
                    TestContext.Current.CancellationToken
                )
            )
        ).Message.ShouldBe("Feature 2718 (counted from 0): The outline has no area. Nothing was imported.");

        (await Left(scene)).ShouldBe(0);
    }

    [Fact]
    public async Task The_same_thousands_of_outlines_in_another_order_are_noticed()
    {
        var scene = NewScene();
        var (_, _, detections) = new SimulatedSea(seed: 12).NextScene(2_500);
        var first = await desk.Send(Import(scene, detections));

        (await Should.ThrowAsync<ImportedBeforeException>(() => desk.Send(Import(scene, [.. detections.Reverse()])))).Run.ShouldBe(
            first.Run
        );
        (await Left(scene)).ShouldBe(2_500);
    }

    [Fact]
    public async Task A_simulation_that_is_stopped_halfway_goes_on_and_ends_as_if_it_had_not_been()
    {
        const int seed = 31;
        const int slicks = 600;
        using var stopping = new CancellationTokenSource();
        var stopped = new SimulateSlicks(
            slicks,
            seed,
            "test",
            new Told(done =>
            {
                if (done >= slicks / 3)
                {
                    stopping.Cancel();
                }
            })
        );

        await Should.ThrowAsync<OperationCanceledException>(() => desk.SendUntil(stopped, stopping.Token));

        var half = await Simulated(seed);
        half.ShouldBeInRange(slicks / 3, slicks - 1);
        (half % 12).ShouldBe(0);
        var heard = new List<int>();
        (await desk.Send(stopped with { Progress = new Told(heard.Add) })).ShouldBe(new SimulatedSlicks(slicks - (int)half, (int)half));
        heard.ShouldBe(Enumerable.Range(1, slicks / 12).Select(scene => scene * 12));
        (await Simulated(seed)).ShouldBe(slicks);
        (await Kept(seed)).ShouldBe(Expected(seed, slicks));
        (await desk.Send(stopped with { Progress = null })).ShouldBe(new SimulatedSlicks(0, slicks));
        (await Simulated(seed)).ShouldBe(slicks);
        (await desk.Broken()).ShouldBeEmpty();
    }

    // A hole, several parts, both sides of the antimeridian, a ring that crosses itself, a sliver, and 10 m².
    private static IEnumerable<string> Awkward =>
        [
            "POLYGON ((40 10, 40.4 10, 40.4 10.3, 40 10.3, 40 10), (40.1 10.1, 40.2 10.1, 40.2 10.2, 40.1 10.2, 40.1 10.1))",
            "MULTIPOLYGON (((41 10, 41.1 10, 41.1 10.1, 41 10)), ((41.2 10, 41.4 10, 41.4 10.1, 41.2 10)), ((41.5 10, 41.52 10, "
                + "41.52 10.01, 41.5 10)))",
            "MULTIPOLYGON (((179.9 -20, 180 -20, 180 -20.1, 179.9 -20)), ((-180 -20, -179.8 -20, -180 -20.1, -180 -20)))",
            "POLYGON ((42 10, 42.2 10.2, 42.2 10, 42 10.2, 42 10))",
            "POLYGON ((43 10, 43.3 10, 43.3 10.00001, 43 10))",
            "POLYGON ((44 10, 44.00003 10, 44.00003 10.00003, 44 10.00003, 44 10))",
        ];

    private static string NewScene() => $"many {Guid.NewGuid():N}";

    private static ImportDetections Import(string scene, IReadOnlyList<Detection> detections) =>
        new(scene, null, "test", Simulated: false, detections, Desk.By());

    private static string[] Expected(int seed, int slicks)
    {
        var sea = new SimulatedSea(seed);
        return
        [
            .. Enumerable
                .Range(0, slicks / 12)
                .Select(_ => sea.NextScene(12))
                .SelectMany(scene =>
                    scene.Detections.Select(one =>
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"{scene.Name} {scene.Acquired:yyyyMMddHHmmss} {one.Class} {one.MachineConfidence}"
                        )
                    )
                )
                .Order(StringComparer.Ordinal),
        ];
    }

    private Task<string[]> Kept(int seed) =>
        desk.Database.Ask<string[]>(
            $"""
            select array_agg(concat_ws(' ', scene.name, to_char(s.slick_timestamp at time zone 'UTC', 'YYYYMMDDHH24MISS'), s.slick_class, s.machine_confidence) order by
              concat_ws(' ', scene.name, to_char(s.slick_timestamp at time zone 'UTC', 'YYYYMMDDHH24MISS'), s.slick_class, s.machine_confidence) collate "C")
            from slick s join scene on scene.id = s.scene
            where scene.name like 'SIMULATED%\_{seed:X8}\_%'
            """
        );

    private Task<long> Simulated(int seed) =>
        desk.Database.Ask<long>(
            $@"select count(*) from slick s join scene on scene.id = s.scene where scene.name like 'SIMULATED%\_{seed:X8}\_%'"
        );

    /// <summary>How much there is of a scene: its slicks, and one more if it has none but is known.</summary>
    private Task<long> Left(string scene) =>
        desk.Database.Ask<long>(
            "select greatest(count(s.id), count(distinct run.id), count(distinct scene.id)) from scene left join run on run.scene = "
                + $"scene.id left join slick s on s.scene = scene.id and s.orchestrator_run = run.id where scene.name = '{scene}'"
        );

    private async Task<(long Slicks, long Ids)> Imported(long[] ids) =>
        (await desk.Database.Ask<long>($"select count(*) from slick where id = any ('{{{string.Join(',', ids)}}}')"), ids[^1] - ids[0] + 1);

    /// <summary>A function as a migration had it, under another name.</summary>
    private async Task Earlier(string migration, string signature, string renamed)
    {
        var text = await File.ReadAllTextAsync(
            Path.Combine(Repository.Root, "Data", "Db", "Migrations", $"{migration}.sql"),
            TestContext.Current.CancellationToken
        );
        var start = text.IndexOf($"function {signature}", StringComparison.Ordinal);
        var body = text[start..(text.IndexOf("\n$$;", start, StringComparison.Ordinal) + 4)]
            .Replace(signature, renamed, StringComparison.Ordinal);
        await desk.Database.Execute($"create or replace {body.Replace("slick_has_area(", "earlier_has_area(", StringComparison.Ordinal)}");
    }

    private sealed class Told(Action<int> hear) : IProgress<int>
    {
        public void Report(int value) => hear(value);
    }
}
