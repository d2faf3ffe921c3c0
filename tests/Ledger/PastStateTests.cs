using Review.Domain.Slicks;
using Review.Tests.Support;

namespace Review.Tests.Ledger;

/// <summary>The ledger as it was, and where slicks come from.</summary>
public sealed class PastStateTests(Desk desk) : Commands(desk), IClassFixture<Desk>
{
    [Fact]
    public async Task The_state_at_a_past_time_is_what_was_active_then()
    {
        var id = await Given();
        var between = await Now();
        await Desk.Validate(id);

        (await Desk.Send(new ListSlicks(new SlickFilter(AsOf: between), SlickOrder.Newest, true, 0, 1))).Rows[0].Id.ShouldBe(id);
    }

    [Fact]
    public async Task The_state_at_the_very_time_of_a_decision_is_after_it()
    {
        var id = await Given();
        var made = await Desk.Validate(id);

        (await Desk.Send(new ListSlicks(new SlickFilter(AsOf: made.At), SlickOrder.Newest, true, 0, 1)))
            .Rows[0]
            .Id.ShouldBe(made.Outputs[0]);
    }

    [Fact]
    public async Task The_state_at_every_past_time_has_each_slick_once()
    {
        var before = await Now();
        var chain = (await Desk.Validate(await Given())).Outputs[0];
        for (var i = 0; i < 5; i++)
        {
            chain = (await Desk.Annotate(chain, $"step {i}")).Outputs[0];
        }

        (
            await Desk.Database.Ask<bool>(
                $"""
                select bool_and(n = 1)
                from (select (select count(*) from slick_history({chain}) s where s.created_at <= h.created_at and (s.deactivated_at is null or s.deactivated_at > h.created_at)) as n
                      from slick_history({chain}) h) counted
                """
            )
        ).ShouldBeTrue($"since {before}");
    }

    [Fact]
    public async Task The_history_of_a_thousand_decisions_has_a_thousand_and_one_versions()
    {
        var chain = await Given();
        for (var i = 0; i < 1_000; i++)
        {
            chain = (await Desk.Annotate(chain, $"step {i}")).Outputs[0];
        }

        (await Desk.Database.Ask<long>($"select count(*) from slick_history({chain})")).ShouldBe(1_001);
    }

    [Fact]
    public async Task The_history_of_a_merge_of_the_pieces_of_a_split_has_each_version_once()
    {
        var id = await Desk.GivenSlick(Bar);
        var merged = await Desk.Merge((await Desk.Split(id, LineThroughBar)).Outputs);

        (await Desk.Send(new GetSlickHistory(merged.Outputs[0]))).Versions.Count.ShouldBe(4);
    }

    [Fact]
    public async Task The_descendants_of_a_slick_are_all_that_came_of_it()
    {
        var id = await Desk.GivenSlick(Bar);
        var pieces = (await Desk.Split(id, LineThroughBar)).Outputs;
        var last = (await Desk.Validate(pieces[1])).Outputs[0];

        (await Desk.Database.Ask<long[]>($"select array_agg(id) from slick_descendants({id})")).ShouldBe([id, .. pieces, last]);
    }

    private async Task<DateTimeOffset> Now() => new(await Desk.Database.Ask<DateTime>("select clock_timestamp()"), TimeSpan.Zero);
}
