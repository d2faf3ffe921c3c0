using Review.Domain;
using Review.Domain.Decisions;
using Review.Domain.Slicks;
using Review.Tests.Support;

namespace Review.Tests.Ledger;

/// <summary>One slick becomes several.</summary>
public sealed class SplitCommandTests(Desk desk) : Commands(desk), IClassFixture<Desk>
{
    [Fact]
    public async Task A_split_by_a_line_makes_pieces_that_add_up()
    {
        var id = await Desk.GivenSlick(Bar);
        var made = await Desk.Split(id, LineThroughBar);

        (await Desk.Database.Ask<double>($"select sum(st_area(geometry)) from slick where decision = {made.Decision}")).ShouldBe(
            await Desk.Database.Ask<double>($"select st_area(geometry) from slick where id = {id}"),
            6e-4 * 1e-9
        );
    }

    [Fact]
    public async Task Every_piece_of_a_split_keeps_the_facts()
    {
        var noted = (await Desk.Annotate(await Desk.GivenSlick(Bar, SlickClass.OldVesselId), "kept")).Outputs[0];
        var made = await Desk.Split(noted, LineThroughBar);

        (
            await Desk.Database.Ask<long>(
                $"select count(*) from slick where decision = {made.Decision} and notes = 'kept' and slick_class = 6 and slick = "
                    + $"'{{{noted}}}'"
            )
        ).ShouldBe(2);
    }

    [Fact]
    public async Task A_split_that_is_refused_changes_nothing()
    {
        var id = await Desk.GivenSlick(Bar);
        await Should.ThrowAsync<OutlineException>(() => Desk.Split(id, "LINESTRING (10.02 49.9, 10.02 50.005)"));

        (await Desk.Active(id)).ShouldBe([id]);
    }

    [Fact]
    public async Task A_split_into_parts_makes_a_slick_of_each()
    {
        var id = await Desk.GivenSlick(
            "MULTIPOLYGON (((10 50, 10.01 50, 10.01 50.01, 10 50)), ((11 50, 11.01 50, 11.01 50.01, 11 50)), ((12 50, 12.01 50, "
                + "12.01 50.01, 12 50)))"
        );

        (await Desk.Send(new SplitSlick([id], null, null, true, null, null, null, Desk.By()))).Outputs.Length.ShouldBe(3);
    }

    [Fact]
    public async Task A_split_by_vertex_count_makes_pieces_within_the_count()
    {
        var id = await Desk.GivenSlick(Wkt.Circle(10, 50, 0.05, 400).AsText());
        var made = await Desk.Send(new SplitSlick([id], null, null, false, 50, null, null, Desk.By()));

        (
            await Desk.Database.Ask<int>($"select max(st_npoints(geometry)) from slick where decision = {made.Decision}")
        ).ShouldBeLessThanOrEqualTo(50);
    }

    [Fact]
    public async Task A_split_by_a_polygon_makes_an_inside_and_an_outside() =>
        (
            await Desk.Send(
                new SplitSlick(
                    [await Desk.GivenSlick(Bar)],
                    null,
                    Wkt.Read(Desk.Square(10.03, 49.99, 0.1)),
                    false,
                    null,
                    null,
                    null,
                    Desk.By()
                )
            )
        ).Outputs.Length.ShouldBe(2);

    [Fact]
    public async Task Slivers_are_dropped_only_when_asked()
    {
        var kept = await Desk.Split(await Desk.GivenSlick(Bar), "LINESTRING (10.00001 49.9, 10.00001 50.1)");

        kept.Outputs.Length.ShouldBe(2);
    }

    [Fact]
    public async Task Slivers_are_dropped_when_asked()
    {
        var made = await Desk.Send(
            new SplitSlick(
                [await Desk.GivenSlick(Bar)],
                Wkt.Line("LINESTRING (10.00001 49.9, 10.00001 50.1)"),
                null,
                false,
                null,
                2_500,
                null,
                Desk.By()
            )
        );

        made.Outputs.Length.ShouldBe(1);
    }

    [Fact]
    public async Task Discarding_every_piece_is_refused() =>
        (
            await Should.ThrowAsync<RuleBrokenException>(async () =>
                await Desk.Send(
                    new SplitSlick([await Desk.GivenSlick(Bar)], Wkt.Line(LineThroughBar), null, false, null, 1e12, null, Desk.By())
                )
            )
        ).Field.ShouldBe("discardBelowM2");
}
