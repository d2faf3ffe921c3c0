using FluentValidation;
using Review.Domain.Decisions;
using Review.Tests.Support;

namespace Review.Tests.Ledger;

/// <summary>What a decision would do, without doing it.</summary>
public sealed class PreviewCommandTests(Desk desk) : Commands(desk), IClassFixture<Desk>
{
    [Fact]
    public async Task A_preview_writes_nothing()
    {
        var id = await Desk.GivenSlick(Bar);
        await Desk.Send(new PreviewDecision(new SplitSlick([id], Wkt.Line(LineThroughBar), null, false, null, null, null, Desk.By())));

        (await Desk.Active(id)).ShouldBe([id]);
    }

    [Fact]
    public async Task A_preview_has_the_areas_that_the_decision_will_have()
    {
        var split = new SplitSlick([await Desk.GivenSlick(Bar)], Wkt.Line(LineThroughBar), null, false, null, null, null, Desk.By());
        var preview = await Desk.Send(new PreviewDecision(split));
        var made = await Desk.Send(split);

        preview
            .Pieces.Select(piece => piece.AreaM2)
            .ShouldBe(await Desk.Database.Ask<double[]>($"select array_agg(area order by id) from slick where decision = {made.Decision}"));
    }

    [Fact]
    public async Task A_preview_of_a_sliver_warns()
    {
        var split = new SplitSlick(
            [await Desk.GivenSlick(Bar)],
            Wkt.Line("LINESTRING (10.00001 49.9, 10.00001 50.1)"),
            null,
            false,
            null,
            null,
            null,
            Desk.By()
        );

        (await Desk.Send(new PreviewDecision(split))).Warnings.ShouldHaveSingleItem().ShouldContain("2,500 m²");
    }

    [Fact]
    public async Task A_preview_obeys_the_rules_of_its_command() =>
        await Should.ThrowAsync<ValidationException>(async () =>
            await Desk.Send(new PreviewDecision(new ValidateSlicks([await Given()], 1.5, null, null, Desk.By())))
        );
}
