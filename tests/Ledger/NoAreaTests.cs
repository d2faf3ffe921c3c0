using Review.Domain;
using Review.Domain.Decisions;
using Review.Tests.Support;

namespace Review.Tests.Ledger;

/// <summary>Nothing of no area is in the ledger, by whichever way it comes; preview and decision say the same.</summary>
public sealed class NoAreaTests(Desk desk) : IClassFixture<Desk>
{
    private const string Speck = "POLYGON ((20 30, 20.00000001 30, 20.00000001 30.00000001, 20 30))";
    private const string Square = "POLYGON ((20 30, 20.1 30, 20.1 30.1, 20 30.1, 20 30))";
    private const string StrokesThroughOnePoint =
        "LINESTRING (19.07 31.61, 21.07 28.41, 20.87 30.61, 19.27 29.41, 20.47 29.01, 19.67 31.01)";
    private const string Triangle = "POLYGON ((20.010298 30.013608, 20.12138 30.059424, 20.029278 30.1, 20.010298 30.013608))";
    private const string BesideTriangle =
        "POLYGON ((20.0436226 30.027352800000003, 20.0880554 30.045679200000002, 20.0880554 29.9, 20.0436226 29.9, 20.0436226 "
        + "30.027352800000003))";

    [Fact]
    public async Task Strokes_that_meet_in_one_point_split_as_the_preview_says()
    {
        var split = new SplitSlick(
            [await desk.GivenSlick(Square)],
            Wkt.Line(StrokesThroughOnePoint),
            null,
            false,
            null,
            null,
            null,
            Desk.By()
        );
        var preview = await desk.Send(new PreviewDecision(split));
        var made = await desk.Send(split);

        made.Outputs.Length.ShouldBe(preview.Pieces.Count);
        (await desk.Database.Ask<double[]>($"select array_agg(area order by id) from slick where decision = {made.Decision}")).ShouldBe(
            preview.Pieces.Select(piece => piece.AreaM2)
        );
    }

    [Fact]
    public async Task An_area_that_only_touches_is_refused_by_preview_and_decision_alike()
    {
        var split = new SplitSlick([await desk.GivenSlick(Triangle)], null, Wkt.Read(BesideTriangle), false, null, null, null, Desk.By());

        (await Should.ThrowAsync<OutlineException>(() => desk.Send(split))).Message.ShouldStartWith(
            "The polygon does not overlap the slick"
        );
        (await Should.ThrowAsync<OutlineException>(() => desk.Send(new PreviewDecision(split)))).Message.ShouldStartWith(
            "The polygon does not overlap the slick"
        );
    }

    [Fact]
    public async Task A_speck_is_not_imported() =>
        (await Should.ThrowAsync<OutlineException>(() => desk.GivenSlick(Speck))).Message.ShouldBe(
            "Feature 0 (counted from 0): The outline has no area. Nothing was imported."
        );

    [Fact]
    public async Task A_speck_is_not_added()
    {
        await desk.GivenSlicks(1);
        (await Should.ThrowAsync<OutlineException>(() => desk.Add(Speck))).Message.ShouldBe("The outline has no area.");
    }

    [Fact]
    public async Task A_slick_is_not_reshaped_to_a_speck()
    {
        var id = (await desk.GivenSlicks(1))[0];
        (await Should.ThrowAsync<OutlineException>(() => desk.Reshape(id, Speck))).Message.ShouldBe("The outline has no area.");
    }

    [Theory]
    [InlineData(Speck)]
    [InlineData("POLYGON ((20 30, 21 30, 21 30.00000001, 20 30.00000001, 20 30))")]
    [InlineData("POLYGON ((20 30, 21 31, 20 30, 20 30))")]
    [InlineData("POLYGON ((20 30, 20.1 30.1, 20.2 30.2, 20 30))")]
    [InlineData(
        "MULTIPOLYGON (((20 30, 20.00000001 30, 20.00000001 30.00000001, 20 30)), ((21 30, 21.00000001 30, 21.00000001 30.00000001, "
            + "21 30)))"
    )]
    public async Task The_database_refuses_an_outline_without_an_area(string outline) =>
        (
            await desk.Refusal(
                $"insert into slick (slick_timestamp, geometry, slick_class) values (now(), st_geomfromtext('{outline}', 4326), 4)"
            )
        ).ShouldBe("The outline has no area.");

    [Fact]
    public async Task The_database_refuses_a_successor_without_an_area()
    {
        var id = (await desk.GivenSlicks(1))[0];

        (
            await desk.Refusal(
                $"update slick set active = false where id = {id}; insert into slick (slick_timestamp, geometry, slick_class, slick) "
                    + $"values (now(), st_geomfromtext('{Speck}', 4326), 4, '{{{id}}}')"
            )
        ).ShouldBe("The outline has no area.");
    }

    [Fact]
    public async Task No_slick_of_any_way_that_was_tried_is_broken() => (await desk.Broken()).ShouldBeEmpty();
}
