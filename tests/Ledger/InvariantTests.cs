using Review.Tests.Support;

namespace Review.Tests.Ledger;

/// <summary>Plain SQL against every invariant: refused with a sentence, and the ledger is as it was.</summary>
public sealed class InvariantTests(Desk desk) : Invariants(desk), IClassFixture<Desk>
{
    // What each column is set to; a column that is new must be added here.
    private static readonly Dictionary<string, string> Forgeries = new()
    {
        ["id"] = "id + 1000000",
        ["slick_timestamp"] = "slick_timestamp + interval '1 hour'",
        ["geometry"] = "st_translate(geometry, 1, 1)",
        ["machine_confidence"] = "0.123",
        ["human_confidence"] = "0.123",
        ["validated"] = "not validated",
        ["slick"] = "'{1}'",
        ["notes"] = "'forged'",
        ["meta"] = "'{\"forged\": true}'",
        ["orchestrator_run"] = "null",
        ["slick_class"] = "9",
        ["machine_class"] = "9",
        ["case_number"] = "1000000",
        ["scene"] = "null",
        ["state"] = "'rejected'",
        ["decision"] = "null",
        ["created_at"] = "created_at - interval '1 day'",
        ["area"] = "area + 1",
        ["perimeter"] = "perimeter + 1",
        ["length"] = "length + 1",
        ["polsby_popper"] = "0.5",
        ["fill_factor"] = "0.5",
        ["geometry_count"] = "7",
        ["largest_area"] = "largest_area + 1",
        ["median_area"] = "median_area + 1",
        ["centroid"] = "st_translate(centroid, 1, 1)",
    };

    public static TheoryData<string> ForgedColumns => [.. Forgeries.Keys];

    [Theory]
    [MemberData(nameof(ForgedColumns))]
    public async Task No_column_can_be_edited(string column) =>
        (await Desk.Refusal($"update slick set {column} = {Forgeries[column]} where id = {await GivenDecided()}")).ShouldEndWith(
            "set active to false and insert its successor (docs/ledger.md)."
        );

    [Theory]
    [MemberData(nameof(ForgedColumns))]
    public async Task No_column_can_be_edited_while_a_version_is_switched_off(string column) =>
        (
            await Desk.Refusal($"update slick set active = false, {column} = {Forgeries[column]} where id = {await GivenDecided()}")
        ).ShouldEndWith("set active to false and insert its successor (docs/ledger.md).");

    [Fact]
    public async Task Every_column_is_tried() =>
        (
            await Desk.Database.Ask<string[]>(
                "select array_agg(column_name::text) from information_schema.columns where table_name = 'slick' and column_name not "
                    + "in ('active', 'deactivated_at', 'deactivated_by')"
            )
        ).ShouldBe(Forgeries.Keys, ignoreOrder: true);

    [Fact]
    public async Task The_time_of_switching_off_is_stamped_whatever_is_written()
    {
        var id = await Given();

        await Desk.Database.Execute($"update slick set active = false, deactivated_at = '2001-01-01' where id = {id}");

        (await Desk.Get(id)).DeactivatedAt.ShouldBe((await Desk.Get(id)).SupersededBy!.At);
    }

    [Fact]
    public async Task A_version_cannot_be_switched_on_again()
    {
        var id = await GivenReplaced();

        (await Desk.Refusal($"update slick set active = true where id = {id}")).ShouldEndWith("A version is never edited.");
    }

    [Fact]
    public async Task A_version_cannot_be_switched_on_again_by_removing_who_took_it()
    {
        var id = await GivenReplaced();

        (await Desk.Refusal($"update slick set active = true, deactivated_at = null, deactivated_by = null where id = {id}")).ShouldEndWith(
            "A version is never edited."
        );
    }

    [Fact]
    public async Task A_version_cannot_be_overwritten_on_conflict()
    {
        var id = await Given();

        (
            await Desk.Refusal(
                $"insert into slick (id, {Columns}) select id, {Columns} from slick where id = {id} on conflict (id) do update set "
                    + "notes = 'forged'"
            )
        ).ShouldContain("cannot be edited");
    }

    [Theory]
    [InlineData("delete from slick where id = (select max(id) from slick)")]
    [InlineData("delete from slick where false")]
    [InlineData("truncate slick")]
    [InlineData("truncate slick cascade")]
    [InlineData("truncate slick_class cascade")]
    [InlineData("truncate scene cascade")]
    [InlineData("delete from decision")]
    [InlineData("truncate decision cascade")]
    [InlineData("delete from slick_replacement")]
    [InlineData("truncate slick_replacement")]
    public async Task Nothing_is_deleted(string statement)
    {
        await GivenReplaced();

        (await Desk.Refusal(statement)).ShouldEndWith("is refused: the ledger only grows (docs/ledger.md).");
    }

    [Fact]
    public async Task A_new_version_is_active() =>
        (
            await Desk.Refusal($"insert into slick (slick_timestamp, geometry, active, slick_class) values (now(), {Square}, false, 4)")
        ).ShouldStartWith("A new version is active");

    [Theory]
    [InlineData("ST_GeomFromText('POLYGON Z ((0 0 5, 1 0 5, 1 1 5, 0 0 5))', 4326)", "third coordinate")]
    [InlineData("ST_GeomFromText('MULTIPOLYGON M (((0 0 5, 1 0 5, 1 1 5, 0 0 5)))', 4326)", "third coordinate")]
    [InlineData("ST_GeomFromText('POLYGON ((0 0, 1000 0, 1000 1000, 0 0))', 3857)", "EPSG:3857")]
    [InlineData("ST_GeomFromText('POLYGON ((0 0, 1 0, 1 1, 0 0))')", "EPSG:0")]
    [InlineData("ST_GeomFromText('LINESTRING (0 0, 1 0)', 4326)", "ST_LineString")]
    [InlineData("ST_GeomFromText('POINT (0 0)', 4326)", "ST_Point")]
    [InlineData("ST_GeomFromText('GEOMETRYCOLLECTION (POLYGON ((0 0, 1 0, 1 1, 0 0)))', 4326)", "ST_GeometryCollection")]
    [InlineData("ST_GeomFromText('CURVEPOLYGON (CIRCULARSTRING (0 0, 1 1, 2 0, 1 -1, 0 0))', 4326)", "ST_CurvePolygon")]
    [InlineData("ST_GeomFromText('POLYGON EMPTY', 4326)", "empty")]
    [InlineData("ST_GeomFromText('MULTIPOLYGON EMPTY', 4326)", "empty")]
    [InlineData("ST_GeomFromText('POLYGON ((0 0, 1 1, 2 2, 0 0))', 4326)", "no area")]
    [InlineData("ST_GeomFromText('POLYGON ((0 0, 181 0, 181 1, 0 0))', 4326)", "outside longitude")]
    [InlineData("ST_GeomFromText('POLYGON ((0 0, 1 0, 1 91, 0 0))', 4326)", "outside longitude")]
    [InlineData(
        "ST_SetSRID(ST_MakePolygon(ST_MakeLine(array[ST_MakePoint(0, 0), ST_MakePoint(1, 0), ST_MakePoint(1, 'NaN'), "
            + "ST_MakePoint(0, 0)])), 4326)",
        "coordinate"
    )]
    [InlineData(
        "ST_SetSRID(ST_MakePolygon(ST_MakeLine(array[ST_MakePoint(0, 0), ST_MakePoint('Infinity', 0), ST_MakePoint(1, 1), "
            + "ST_MakePoint(0, 0)])), 4326)",
        "coordinate"
    )]
    [InlineData("null", "empty")]
    public async Task An_outline_that_is_none_is_refused(string geometry, string why)
    {
        var sentence = await Desk.Refusal($"insert into slick (slick_timestamp, geometry, slick_class) values (now(), {geometry}, 4)");

        sentence.ShouldContain(why);
        sentence.ShouldEndWith(".");
    }

    [Theory]
    [InlineData("POLYGON ((0 0, 2 0, 2 1, 0 0))", "MULTIPOLYGON(((0 0,2 0,2 1,0 0)))")]
    [InlineData("POLYGON ((0 0, 2 2, 2 0, 0 2, 0 0))", "MULTIPOLYGON(((0 0,0 2,1 1,0 0)),((1 1,2 2,2 0,1 1)))")]
    [InlineData("POLYGON ((0 0, 2 0, 2 1, 5 1, 2 1, 2 2, 0 2, 0 0))", "MULTIPOLYGON(((0 0,0 2,2 2,2 1,2 0,0 0)))")]
    [InlineData(
        "POLYGON ((179 0, -179 0, -179 1, 179 1, 179 0))",
        "MULTIPOLYGON(((179 0,179 1,180 1,180 0,179 0)),((-180 0,-180 1,-179 1,-179 0,-180 0)))"
    )]
    public async Task An_outline_is_stored_as_a_valid_multipolygon(string given, string stored)
    {
        await Desk.Database.Execute(
            $"insert into slick (slick_timestamp, geometry, slick_class) values (now(), ST_GeomFromText('{given}', 4326), 4)"
        );

        Wkt.Read(await Desk.Database.Ask<string>("select st_astext(geometry) from slick order by id desc limit 1")).ShouldBeShape(stored);
    }

    [Theory]
    [InlineData("POLYGON ((0 1, 0.588 -0.809, -0.951 0.309, 0.951 0.309, -0.588 -0.809, 0 1))")]
    [InlineData("POLYGON ((0 0, 4 0, 4 4, 2 -1, 0 4, 0 0))")]
    [InlineData("POLYGON ((0 0, 4 0, 4 4, 0 4, 0 0), (3 1, 5 1, 5 3, 3 3, 3 1))")]
    [InlineData("MULTIPOLYGON (((0 0, 2 0, 2 2, 0 2, 0 0)), ((1 1, 3 1, 3 3, 1 3, 1 1)))")]
    [InlineData("POLYGON ((0 0, 4 0, 4 4, 2 4, 2 2, 1 2, 2 2, 2 4, 0 4, 0 0))")]
    public async Task Plain_SQL_and_the_application_repair_alike(string given)
    {
        await Desk.Database.Execute(
            $"insert into slick (slick_timestamp, geometry, slick_class) values (now(), ST_GeomFromText('{given}', 4326), 4)"
        );

        var stored = Wkt.Read(await Desk.Database.Ask<string>("select st_astext(geometry) from slick order by id desc limit 1"));

        stored.SymmetricDifference(Review.Domain.Geometry.Outline.Normalize(Wkt.Read(given))).Area.ShouldBe(0, 1e-9);
    }

    [Theory]
    [InlineData("area = 0.0")]
    [InlineData("perimeter = 0.0")]
    [InlineData("length = 0.0")]
    [InlineData("state = 'rejected'")]
    [InlineData("geometry_count = 9")]
    [InlineData("created_at < '2002-01-01'")]
    [InlineData("st_x(centroid) = 0.0")]
    public async Task What_a_client_says_of_metrics_state_and_time_is_overwritten(string forged)
    {
        await Desk.Database.Execute(
            $"""
            insert into slick (slick_timestamp, geometry, slick_class, state, created_at, area, perimeter, length, polsby_popper, fill_factor, geometry_count, largest_area, median_area, centroid)
            values (now(), {Square}, 4, 'rejected', '2001-01-01', 0, 0, 0, 0, 0, 9, 0, 0, st_point(0, 0))
            """
        );

        (await Desk.Database.Ask<bool>($"select {forged} from slick order by id desc limit 1")).ShouldBeFalse();
    }

    [Theory]
    [InlineData("slick_class", "999")]
    [InlineData("machine_confidence", "1.5")]
    [InlineData("human_confidence", "-0.5")]
    [InlineData("human_confidence", "'NaN'")]
    [InlineData("notes", "repeat('x', 1000000)")]
    public async Task A_value_out_of_range_is_refused(string column, string value) =>
        (
            await Desk.Refusal(
                "with given as (select 4 as slick_class) insert into slick (slick_timestamp, geometry, "
                    + $"{(column == "slick_class" ? "" : "slick_class, ")}{column}) select now(), {Square}, "
                    + $"{(column == "slick_class" ? "" : "slick_class, ")}{value} from given"
            )
        ).ShouldNotBeEmpty();

    [Theory]
    [InlineData(
        "insert into slick_replacement (slick, decision, successors) select min(id), (select min(id) from decision), '{1}' from "
            + "slick where active"
    )]
    [InlineData("update slick_replacement set successors = '{}'")]
    public async Task Who_replaced_what_cannot_be_written_by_hand(string statement)
    {
        await GivenReplaced();
        await Given();

        (await Desk.Refusal(statement)).ShouldEndWith("on slick_replacement is refused: the ledger keeps it by itself.");
    }

    private async Task<long> GivenDecided() => (await Desk.Annotate(await Given(), "a note")).Outputs[0];
}
