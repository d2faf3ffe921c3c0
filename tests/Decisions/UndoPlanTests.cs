using Review.Domain.Decisions;

namespace Review.Tests.Decisions;

/// <summary>What an undo takes and what it brings back, from what came of the decision.</summary>
public sealed class UndoPlanTests
{
    [Fact]
    public void Undoing_a_change_takes_its_output_and_brings_its_input_back()
    {
        var plan = Plan(Version(2, [1], false));

        plan.Takes.ShouldBe([2]);
        Brings(plan).ShouldBe(["1 from 2"]);
    }

    [Fact]
    public void Undoing_a_merge_brings_each_input_back_from_the_one_output() =>
        Brings(Plan(Version(4, [1, 2, 3], false))).ShouldBe(["1 from 4", "2 from 4", "3 from 4"]);

    [Fact]
    public void Undoing_a_split_brings_one_input_back_from_all_pieces() =>
        Brings(Plan(Version(2, [1], false), Version(3, [1], false))).ShouldBe(["1 from 2,3"]);

    [Fact]
    public void Undoing_a_bulk_decision_brings_every_input_back_from_its_own_output() =>
        Brings(Plan(Version(3, [1], false), Version(4, [2], false))).ShouldBe(["1 from 3", "2 from 4"]);

    [Fact]
    public void Undoing_together_with_a_later_change_takes_only_what_is_there_now() =>
        Plan(Version(2, [1], true), Version(3, [2], false)).Takes.ShouldBe([3]);

    [Fact]
    public void Undoing_together_with_a_later_change_goes_back_to_before_the_first() =>
        Brings(Plan(Version(2, [1], true), Version(3, [2], false))).ShouldBe(["1 from 3"]);

    [Fact]
    public void Undoing_a_split_whose_piece_was_merged_with_a_stranger_brings_the_stranger_back_too() =>
        Brings(Plan(Version(2, [1], false), Version(3, [1], true), Version(5, [3, 4], false))).ShouldBe(["1 from 2,5", "4 from 5"]);

    [Fact]
    public void Undoing_an_addition_takes_it_and_brings_nothing_back()
    {
        var plan = Plan(Version(1, [], false));

        plan.Takes.ShouldBe([1]);
        plan.Successors.ShouldBeEmpty();
    }

    [Fact]
    public void Undoing_a_removal_brings_the_removed_version_back()
    {
        var plan = UndoPlan.Of(new UndoReach(Decision, [], [7], [], null));

        plan.Takes.ShouldBe([7]);
        Brings(plan).ShouldBe(["7 from 7"]);
    }

    [Fact]
    public void What_is_brought_back_is_a_copy_without_changes() =>
        Plan(Version(2, [1], false)).Successors.Cast<Copy>().Single().Changes.ShouldBe(FactChanges.None);

    [Fact]
    public void A_parent_that_had_been_removed_before_is_not_brought_back() =>
        Plan(new ReachedVersion(2, [1], [], false, false)).Successors.ShouldBeEmpty();

    [Fact]
    public void What_is_removed_already_is_taken_only_to_be_replaced() =>
        Plan(new ReachedVersion(2, [], [], false, Removed: true)).Takes.ShouldBeEmpty();

    private static ReachedVersion Version(long id, long[] parents, bool hasSuccessor) => new(id, parents, parents, hasSuccessor, false);

    private static DecisionSummary Decision { get; } = new(1, "validate", "ada", DateTimeOffset.UnixEpoch, [], []);

    private static UndoPlan Plan(params ReachedVersion[] versions) => UndoPlan.Of(new UndoReach(Decision, versions, [], [], null));

    private static IEnumerable<string> Brings(UndoPlan plan) =>
        plan.Successors.Cast<Copy>().Select(copy => $"{copy.Of} from {string.Join(',', copy.Parents)}");
}
