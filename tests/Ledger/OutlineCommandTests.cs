using Review.Domain;
using Review.Domain.Slicks;
using Review.Tests.Support;

namespace Review.Tests.Ledger;

/// <summary>Outlines that a person draws: reshaped, cut, added.</summary>
public sealed class OutlineCommandTests(Desk desk) : Commands(desk), IClassFixture<Desk>
{
    [Fact]
    public async Task A_reshaped_slick_has_the_new_outline()
    {
        var made = await Desk.Reshape(await Given(), Desk.Square(10, 50));

        Wkt.Read(await Desk.Outline(made.Outputs[0]))
            .ShouldBeShape(
                $"MULTI{Desk.Square(10, 50).Replace("((", "(((", StringComparison.Ordinal).Replace("))", ")))", StringComparison.Ordinal)}"
            );
    }

    [Fact]
    public async Task A_reshaped_slick_keeps_its_state()
    {
        var validated = await Desk.Validate(await Given());

        (await Desk.Get((await Desk.Reshape(validated.Outputs[0], Desk.Square(10, 50))).Outputs[0])).State.ShouldBe(SlickState.Validated);
    }

    [Fact]
    public async Task A_cut_takes_what_is_inside_away()
    {
        var made = await Desk.Cut(await Desk.GivenSlick(Bar), Desk.Square(9.99, 49.99, 0.04));

        (await Desk.Database.Ask<double>($"select st_xmin(geometry) from slick where id = {made.Outputs[0]}")).ShouldBe(10.03, 1e-9);
    }

    [Fact]
    public async Task A_cut_that_takes_all_is_refused() =>
        (
            await Should.ThrowAsync<OutlineException>(async () => await Desk.Cut(await Desk.GivenSlick(Bar), Desk.Square(9, 49, 2)))
        ).Message.ShouldContain("reject it");

    [Fact]
    public async Task A_cut_beside_the_slick_is_refused() =>
        (
            await Should.ThrowAsync<OutlineException>(async () => await Desk.Cut(await Desk.GivenSlick(Bar), Desk.Square(20, 20)))
        ).Message.ShouldContain("cuts nothing away");

    [Fact]
    public async Task An_added_slick_has_the_time_of_its_scene()
    {
        await Given();
        var made = await Desk.Add(Desk.NextSquare());

        (await Desk.Get(made.Outputs[0])).Timestamp.ShouldBe(new DateTimeOffset(2020, 7, 29, 3, 48, 59, TimeSpan.Zero));
    }

    [Fact]
    public async Task An_added_slick_has_no_parents_and_a_decision()
    {
        await Given();
        var made = await Desk.Add(Desk.NextSquare());

        var slick = await Desk.Get(made.Outputs[0]);
        (slick.Parents.Length, slick.Decision).ShouldBe((0, made.Decision));
    }
}
