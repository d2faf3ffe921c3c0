using System.Globalization;
using Review.Tests.Support;

namespace Review.Tests.Ledger;

/// <summary>
/// The SQL that analysts wrote by hand before there was a page, unchanged, in psql: all in one transaction, and each statement in its own.
/// </summary>
public sealed class RecipeTests(Desk desk) : IClassFixture<Desk>
{
    private const string Columns =
        "slick_timestamp, geometry, machine_confidence, human_confidence, active, validated, slick, notes, meta, orchestrator_run, "
        + "slick_class";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Reclassifying_by_hand(bool inOneTransaction)
    {
        var id = (await desk.GivenSlicks(1))[0];

        await Run(
            inOneTransaction,
            id,
            $"select slick_timestamp, geometry, machine_confidence, human_confidence, true, validated, '{{{id}}}', notes, meta, "
                + $"orchestrator_run, 7 from slick where id = {id}"
        );

        (await Made(id, "slick_class")).ShouldBe("7");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Giving_a_confidence_by_hand(bool inOneTransaction)
    {
        var id = (await desk.GivenSlicks(1))[0];

        await Run(
            inOneTransaction,
            id,
            $"select slick_timestamp, geometry, machine_confidence, .75, true, true, '{{{id}}}', notes, meta, orchestrator_run, "
                + $"slick_class from slick where id = {id}"
        );

        (await Made(id, "concat_ws(' ', human_confidence, validated, state)")).ShouldBe("0.75 t validated");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Writing_a_note_by_hand(bool inOneTransaction)
    {
        var id = (await desk.GivenSlicks(1))[0];

        await Run(
            inOneTransaction,
            id,
            $"select slick_timestamp, geometry, machine_confidence, human_confidence, true, validated, '{{{id}}}', 'seen again', "
                + $"meta, orchestrator_run, slick_class from slick where id = {id}"
        );

        (await Made(id, "notes")).ShouldBe("seen again");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Uniting_neighbours_by_hand_stores_the_polygon_as_a_multipolygon(bool inOneTransaction)
    {
        var one = await desk.GivenSlick("POLYGON ((10 50, 10.01 50, 10.01 50.01, 10 50.01, 10 50))");
        var other = await desk.GivenSlick("POLYGON ((10.01 50, 10.02 50, 10.02 50.01, 10.01 50.01, 10.01 50))");

        await Run(
            inOneTransaction,
            [one, other],
            "select min(slick_timestamp), ST_Union(geometry::geometry), min(machine_confidence), 1, true, true, "
                + $"'{{{one},{other}}}', 'one slick', null::jsonb, min(orchestrator_run), 6 from slick where id in ({one}, {other})"
        );

        (await Made(one, "ST_GeometryType(geometry) || ' ' || ST_NumGeometries(geometry)")).ShouldBe("ST_MultiPolygon 1");
    }

    [Fact]
    public async Task A_union_by_hand_replaces_all_its_parents()
    {
        var ids = await desk.GivenSlicks(3);

        await Run(
            true,
            ids,
            "select min(slick_timestamp), ST_Union(geometry::geometry), min(machine_confidence), 1, true, true, "
                + $"'{{{string.Join(',', ids)}}}', null, null::jsonb, min(orchestrator_run), 6 from slick where id in "
                + $"({string.Join(',', ids)})"
        );

        (
            await desk.Database.Ask<long>(
                $"select count(distinct successors) from slick_replacement where slick in ({string.Join(',', ids)})"
            )
        ).ShouldBe(1);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Subdividing_by_hand_makes_several(bool inOneTransaction)
    {
        var circle = Wkt.Circle(20, 60, 0.05, 600);
        var id = await desk.GivenSlick(circle.AsText());

        await Run(
            inOneTransaction,
            id,
            "select slick_timestamp, ST_Multi(ST_Subdivide(geometry::geometry)), machine_confidence, human_confidence, true, "
                + $"validated, '{{{id}}}', notes, meta, orchestrator_run, slick_class from slick where id = {id}"
        );

        var area = await Made(id, "count(*) || ' ' || round(ST_Area(ST_Union(geometry))::numeric, 9)");
        area.ShouldEndWith(Math.Round(circle.Area, 9).ToString(CultureInfo.InvariantCulture));
        area.ShouldNotStartWith("1 ");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_history_of_what_came_out_has_both_versions_newest_first(bool inOneTransaction)
    {
        var id = (await desk.GivenSlicks(1))[0];
        await Run(
            inOneTransaction,
            id,
            $"select slick_timestamp, geometry, machine_confidence, human_confidence, true, validated, '{{{id}}}', notes, meta, "
                + $"orchestrator_run, 7 from slick where id = {id}"
        );
        var made = await Made(id, "id");

        var history = await Psql.Run(desk.Database, $"select id, slick_class, kind from slick_history({made});");

        history.ShouldBe($"{made}|7|external\n{id}|4|\n");
    }

    [Fact]
    public async Task The_whole_row_of_the_history_can_be_selected()
    {
        var id = (await desk.GivenSlicks(1))[0];

        (await Psql.Run(desk.Database, $"select * from slick_history({id});")).ShouldStartWith($"{id}|");
    }

    [Fact]
    public async Task A_recipe_in_one_transaction_is_one_decision_of_the_database_user()
    {
        var id = (await desk.GivenSlicks(1))[0];

        await Reclassified(id);

        (
            await Psql.Run(
                desk.Database,
                $"select kind, reviewer, inputs, outputs = array(select id from slick where slick = '{{{id}}}') from decision order "
                    + "by id desc limit 1;"
            )
        ).ShouldBe($"external|review|{{{id}}}|t\n");
    }

    [Fact]
    public async Task A_recipe_statement_by_statement_is_one_decision_too()
    {
        var id = (await desk.GivenSlicks(1))[0];
        var before = await desk.Database.Ask<long>("select count(*) from decision");

        await Run(
            false,
            id,
            $"select slick_timestamp, geometry, machine_confidence, human_confidence, true, validated, '{{{id}}}', notes, meta, "
                + $"orchestrator_run, 7 from slick where id = {id}"
        );

        (await desk.Database.Ask<long>("select count(*) from decision") - before).ShouldBe(1);
    }

    [Fact]
    public async Task Two_recipes_in_one_transaction_are_two_decisions()
    {
        var ids = await desk.GivenSlicks(2);

        await Psql.Run(desk.Database, string.Concat(ids.Select(id => Script([id], Reclassify(id)))), inOneTransaction: true);

        (await desk.Database.Ask<long>($"select count(distinct decision) from slick where slick && '{{{ids[0]},{ids[1]}}}'")).ShouldBe(2);
    }

    [Fact]
    public async Task Recipes_one_after_the_other_leave_a_chain()
    {
        var id = (await desk.GivenSlicks(1))[0];
        await Reclassified(id);
        var second = long.Parse(await Made(id, "id"), CultureInfo.InvariantCulture);
        await Reclassified(second);

        (await Psql.Run(desk.Database, $"select count(*) from slick_history({await Made(second, "id")});")).ShouldBe("3\n");
    }

    [Fact]
    public async Task What_was_switched_off_by_hand_and_left_has_a_decision_that_took_it()
    {
        var id = (await desk.GivenSlicks(1))[0];

        await Psql.Run(desk.Database, $"update slick set active = false where id = {id};");

        (await desk.Get(id)).SupersededBy.ShouldNotBeNull().Kind.ShouldBe("external");
    }

    [Fact]
    public async Task The_scene_and_the_model_class_are_inherited()
    {
        var id = (await desk.GivenSlicks(1))[0];

        await Reclassified(id);

        (await Made(id, "(select name from scene where scene.id = slick.scene) || ' ' || machine_class")).ShouldBe($"{Desk.Scene} 4");
    }

    [Fact]
    public async Task Detections_can_be_put_in_by_hand()
    {
        await Psql.Run(
            desk.Database,
            $"insert into slick ({Columns}) values (now(), ST_GeomFromText('POLYGON ((1 1, 1.1 1, 1.1 1.1, 1 1))', 4326), 0.4, null, "
                + "true, false, null, null, null, null, 3);"
        );

        (await desk.Database.Ask<string>("select state || ' ' || slick::text from slick order by id desc limit 1")).ShouldBe("pending {}");
    }

    [Fact]
    public async Task Recipes_leave_every_invariant_whole()
    {
        var ids = await desk.GivenSlicks(4);
        await Psql.Run(desk.Database, string.Concat(ids.Select(id => Script([id], Reclassify(id)))), inOneTransaction: true);
        await Psql.Run(desk.Database, $"update slick set active = false where slick && '{{{string.Join(',', ids)}}}';");

        (await desk.Broken()).ShouldBeEmpty();
    }

    private static string Reclassify(long id) =>
        $"select slick_timestamp, geometry, machine_confidence, human_confidence, true, validated, '{{{id}}}', notes, meta, "
        + $"orchestrator_run, 7 from slick where id = {id}";

    private Task<string> Reclassified(long id) => Run(true, id, Reclassify(id));

    private Task<string> Run(bool inOneTransaction, long id, string select) => Run(inOneTransaction, [id], select);

    private Task<string> Run(bool inOneTransaction, long[] ids, string select) =>
        Psql.Run(desk.Database, Script(ids, select), inOneTransaction);

    private static string Script(long[] ids, string select) =>
        $"update slick set active = false where id in ({string.Join(", ", ids)});\ninsert into slick ({Columns})\n{select};\n";

    private async Task<string> Made(long parent, string what) =>
        (await Psql.Run(desk.Database, $"select {what} from slick where slick @> '{{{parent}}}';")).TrimEnd('\n');
}
