using Npgsql;
using Review.Tests.Support;

namespace Review.Tests.Ledger;

/// <summary>Plain SQL about parents: a slick is replaced once, by what names it.</summary>
public sealed class ParentInvariantTests(Desk desk) : Invariants(desk), IClassFixture<Desk>
{
    [Fact]
    public async Task A_version_cannot_be_replaced_twice()
    {
        var id = await GivenReplaced();

        (await Desk.Refusal(Successor($"{{{id}}}"))).ShouldStartWith($"Slick {id} was already replaced by");
    }

    [Fact]
    public async Task A_version_cannot_be_replaced_twice_together_with_one_that_may_be()
    {
        var (replaced, free) = (await GivenReplaced(), await Given());
        await Desk.Database.Execute($"update slick set active = false where id = {free}");

        (await Desk.Refusal(Successor($"{{{replaced},{free}}}"))).ShouldStartWith($"Slick {replaced} was already replaced by");
    }

    [Fact]
    public async Task A_parent_that_does_not_exist_is_named() =>
        (await Desk.Refusal(Successor("{987654321}"))).ShouldBe("There is no slick {987654321}.");

    [Fact]
    public async Task One_parent_of_two_that_does_not_exist_is_named()
    {
        var id = await Given();
        await Desk.Database.Execute($"update slick set active = false where id = {id}");

        (await Desk.Refusal(Successor($"{{{id},987654321}}"))).ShouldBe("There is no slick 987654321.");
    }

    [Fact]
    public async Task A_parent_that_is_still_active_is_refused()
    {
        var id = await Given();

        (await Desk.Refusal(Successor($"{{{id}}}"))).ShouldBe(
            $"Slick {id} is still active: set active to false before its successor is inserted."
        );
    }

    [Fact]
    public async Task A_parent_named_twice_is_refused()
    {
        var id = await Given();

        (await Desk.Refusal(Successor($"{{{id},{id}}}"))).ShouldStartWith("A parent is named twice");
    }

    [Theory]
    [InlineData("{null}")]
    [InlineData("{{{1}}}")]
    public async Task Parents_that_are_no_list_of_ids_are_refused(string parents) =>
        (await Desk.Refusal(Successor(parents))).ShouldEndWith(".");

    [Fact]
    public async Task Parents_in_rows_are_refused_or_stored_as_a_list()
    {
        var ids = new[] { await Given(), await Given() };
        await Desk.Database.Execute($"update slick set active = false where id in ({ids[0]}, {ids[1]})");

        try
        {
            await Desk.Database.Execute(Successor($"{{{{{ids[0]}}},{{{ids[1]}}}}}"));
        }
        catch (PostgresException refused)
        {
            refused.MessageText.ShouldEndWith(".");
            return;
        }

        (await Desk.Database.Ask<int>($"select array_ndims(slick) from slick where slick @> '{{{ids[0]}}}'")).ShouldBe(1);
    }

    [Fact]
    public async Task Two_versions_cannot_be_each_others_parents() =>
        (
            await Desk.Refusal(
                $"insert into slick (id, slick_timestamp, geometry, slick, slick_class) values (900000001, now(), {Square}, "
                    + $"'{{900000002}}', 4), (900000002, now(), {Square}, '{{900000001}}', 4)"
            )
        ).ShouldStartWith("There is no slick");

    [Fact]
    public async Task A_version_cannot_be_its_own_parent() =>
        (
            await Desk.Refusal(
                $"insert into slick (id, slick_timestamp, geometry, slick, slick_class) values (900000003, now(), {Square}, "
                    + $"'{{900000003}}', 4)"
            )
        ).ShouldStartWith("There is no slick");

    [Fact]
    public async Task An_id_of_ones_own_is_refused() =>
        (
            await Desk.Refusal($"insert into slick (id, slick_timestamp, geometry, slick_class) values (900000004, now(), {Square}, 4)")
        ).ShouldBe("There is no slick 900000004 yet: ids come from the sequence, so leave id out.");

    [Fact]
    public async Task A_decision_id_of_ones_own_is_refused() =>
        (await Desk.Refusal("insert into decision (id, kind, reviewer) values (900000001, 'external', 'mallory')")).ShouldContain("id");

    [Fact]
    public async Task A_slick_without_parents_cannot_be_added_to_an_old_external_decision()
    {
        var decision = await GivenExternal();

        (
            await Desk.Refusal(
                $"insert into slick (slick_timestamp, geometry, slick_class, decision) values (now(), {Square}, 4, {decision})"
            )
        ).ShouldContain($"ecision {decision}");
    }
}
