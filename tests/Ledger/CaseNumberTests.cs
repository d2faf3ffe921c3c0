using Review.Tests.Support;

namespace Review.Tests.Ledger;

/// <summary>One number for a case, however many versions it has.</summary>
public sealed class CaseNumberTests(Desk desk) : IClassFixture<Desk>
{
    private const string Bar = "POLYGON ((10 50, 10.06 50, 10.06 50.01, 10 50.01, 10 50))";
    private const string LineThroughBar = "LINESTRING (10.02 49.9, 10.02 50.1)";

    [Fact]
    public async Task A_slick_that_comes_in_begins_a_case_of_its_own_number()
    {
        var id = (await desk.GivenSlicks(1))[0];

        (await Case(id)).ShouldBe(id);
    }

    [Fact]
    public async Task A_slick_keeps_its_case_through_every_kind_of_decision_that_leaves_it_one()
    {
        var id = await desk.GivenSlick(Bar);
        var slick = (await desk.Validate(id)).Outputs[0];
        slick = (await desk.Reclassify(slick, 7)).Outputs[0];
        slick = (await desk.Annotate(slick, "seen")).Outputs[0];
        slick = (await desk.Cut(slick, "POLYGON ((10.05 49, 10.07 49, 10.07 51, 10.05 51, 10.05 49))")).Outputs[0];
        slick = (await desk.Reshape(slick, Bar)).Outputs[0];
        slick = (await desk.Reject(slick)).Outputs[0];

        (await Case(slick)).ShouldBe(id);
    }

    [Fact]
    public async Task Pieces_have_cases_of_their_own_and_name_the_one_that_they_were_split_off()
    {
        var id = await desk.GivenSlick(Bar);
        var pieces = (await desk.Split(id, LineThroughBar)).Outputs;

        (await Cases(pieces)).ShouldBe(pieces);
        (await desk.Get(pieces[1])).ParentCases.ShouldBe([id]);
    }

    [Fact]
    public async Task A_piece_still_names_the_case_it_was_split_off_when_it_was_decided_on()
    {
        var id = await desk.GivenSlick(Bar);
        var piece = (await desk.Split(id, LineThroughBar)).Outputs[0];
        var slick = await desk.Get((await desk.Validate(piece)).Outputs[0]);

        (slick.Case, slick.ParentCases).ShouldSatisfyAllConditions(
            both => both.Case.ShouldBe(piece),
            both => both.ParentCases.ShouldBe([id])
        );
    }

    [Fact]
    public async Task A_union_has_a_case_of_its_own_and_names_those_that_were_united()
    {
        var ids = await desk.GivenSlicks(2);
        var validated = (await desk.Validate(ids[1])).Outputs[0];
        var union = (await desk.Merge(ids[0], validated)).Outputs[0];

        (await Case(union), (await desk.Get(union)).ParentCases).ShouldSatisfyAllConditions(
            both => both.Item1.ShouldBe(union),
            both => both.ParentCases.ShouldBe(ids)
        );
    }

    [Fact]
    public async Task What_was_united_says_with_which_case()
    {
        var ids = await desk.GivenSlicks(2);
        var union = (await desk.Merge(ids)).Outputs[0];

        (await desk.Get(ids[0])).SupersededBy!.Cases.ShouldBe([union]);
    }

    [Fact]
    public async Task An_undo_of_a_merge_brings_both_cases_back()
    {
        var ids = await desk.GivenSlicks(2);
        var validated = (await desk.Validate(ids[0])).Outputs[0];
        var restored = (await desk.Undo((await desk.Merge(validated, ids[1])).Decision)).Outputs;

        (await Cases(restored)).ShouldBe(ids, ignoreOrder: true);
    }

    [Fact]
    public async Task An_undo_of_a_split_brings_the_case_back()
    {
        var id = await desk.GivenSlick(Bar);
        var restored = (await desk.Undo((await desk.Split(id, LineThroughBar)).Decision)).Outputs;

        (await Cases(restored)).ShouldBe([id]);
    }

    [Fact]
    public async Task An_undo_of_an_undo_brings_the_cases_of_the_pieces_back()
    {
        var id = await desk.GivenSlick(Bar);
        var split = await desk.Split(id, LineThroughBar);
        var again = (await desk.Undo((await desk.Undo(split.Decision)).Decision)).Outputs;

        (await Cases(again)).ShouldBe(split.Outputs, ignoreOrder: true);
        (await desk.Broken()).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_undo_of_a_split_with_what_was_built_on_it_brings_all_cases_back()
    {
        var id = await desk.GivenSlick(Bar);
        var split = await desk.Split(id, LineThroughBar);
        var other = (await desk.GivenSlicks(1))[0];
        await desk.Merge(split.Outputs[0], other);
        var restored = (await desk.Undo(split.Decision, together: true)).Outputs;

        (await Cases(restored)).ShouldBe([id, other], ignoreOrder: true);
        (await desk.Broken()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Plain_SQL_that_replaces_a_slick_by_one_keeps_its_case()
    {
        var id = (await desk.GivenSlicks(1))[0];
        await desk.Database.Execute($"update slick set active = false where id = {id}; {Successor(id)}");

        (await Cases(await Successors(id))).ShouldBe([id]);
    }

    [Fact]
    public async Task Of_two_successors_that_plain_SQL_gives_a_slick_the_first_keeps_the_case_and_the_second_begins_one()
    {
        var id = (await desk.GivenSlicks(1))[0];
        await desk.Database.Execute($"update slick set active = false where id = {id}; {Successor(id)}; {Successor(id)}");
        var made = await Successors(id);

        (await Cases(made)).ShouldBe([id, made[1]]);
        (await desk.Broken()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Of_two_successors_in_one_statement_of_plain_SQL_the_first_keeps_the_case_and_the_second_begins_one()
    {
        var id = (await desk.GivenSlicks(1))[0];
        await desk.Database.Execute($"update slick set active = false where id = {id}; {Successor(id)} cross join generate_series(1, 2)");
        var made = await Successors(id);

        (await Cases(made)).ShouldBe([id, made[1]]);
        (await desk.Broken()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_case_number_that_plain_SQL_brings_is_not_taken()
    {
        var id = (await desk.GivenSlicks(1))[0];
        await desk.Database.Execute(
            $"""
            insert into slick (slick_timestamp, geometry, slick_class, case_number, notes) select slick_timestamp, geometry, slick_class, {id}, 'a case of somebody' from slick where id = {id}
            """
        );

        (await desk.Database.Ask<bool>("select case_number = id from slick where notes = 'a case of somebody'")).ShouldBeTrue();
    }

    [Fact]
    public async Task A_case_number_cannot_be_edited()
    {
        var id = (await desk.GivenSlicks(1))[0];

        (await desk.Refusal($"update slick set case_number = 1 where id = {id}")).ShouldContain("cannot be edited");
    }

    private async Task<long> Case(long slick) => (await desk.Get(slick)).Case;

    private Task<long[]> Cases(long[] slicks) =>
        desk.Database.Ask<long[]>($"select array_agg(case_number order by id) from slick where id in ({string.Join(',', slicks)})");

    private Task<long[]> Successors(long slick) =>
        desk.Database.Ask<long[]>($"select array_agg(id order by id) from slick where slick = '{{{slick}}}'");

    private static string Successor(long id) =>
        "insert into slick (slick_timestamp, geometry, slick_class, slick) select s.slick_timestamp, s.geometry, s.slick_class, "
        + $"'{{{id}}}' from (select * from slick where id = {id}) s";
}
