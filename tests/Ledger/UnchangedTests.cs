using Review.Domain;
using Review.Domain.Decisions;
using Review.Domain.Slicks;
using Review.Tests.Support;

namespace Review.Tests.Ledger;

/// <summary>A decision that changes nothing is refused, unless its author insists; and what AMBIGUOUS means.</summary>
public sealed class UnchangedTests(Desk desk) : IClassFixture<Desk>
{
    private const int Ambiguous = SlickClass.AmbiguousId;

    public static TheoryData<string> Kinds => ["validate", "reclassify", "reject", "annotate", "reshape"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task The_same_decision_once_more_is_refused(string kind)
    {
        var slick = (await desk.Send(Command(kind, await Given()))).Outputs[0];

        (await Refusal(Command(kind, slick))).ShouldBe(
            $"This changes nothing: slick {slick} is so already. To write it once more all the same, insist."
        );
        (await desk.Active(slick)).ShouldBe([slick]);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task The_preview_refuses_it_too(string kind)
    {
        var slick = (await desk.Send(Command(kind, await Given()))).Outputs[0];

        (await Should.ThrowAsync<RuleBrokenException>(() => desk.Send(new PreviewDecision(Command(kind, slick))))).Field.ShouldBe("insist");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Who_insists_is_obeyed(string kind)
    {
        var slick = (await desk.Send(Command(kind, await Given()))).Outputs[0];

        (await desk.Send(Command(kind, slick) with { Insist = true })).Inputs.ShouldBe([slick]);
    }

    [Fact]
    public async Task A_validation_with_another_confidence_changes_something()
    {
        var slick = (await desk.Validate(await Given())).Outputs[0];

        (await desk.Send(new ValidateSlicks([slick], 0.7, null, null, Desk.By()))).Inputs.ShouldBe([slick]);
    }

    [Fact]
    public async Task A_rejection_for_another_reason_changes_something()
    {
        var slick = (await desk.Reject(await Given())).Outputs[0];

        (await desk.Send(new RejectSlicks([slick], SlickClass.LookalikeId, null, "rain", Desk.By()))).Inputs.ShouldBe([slick]);
    }

    [Fact]
    public async Task A_slick_that_the_model_called_land_is_rejected_as_land_by_a_person()
    {
        var id = (await desk.GivenSlicks(1, @class: SlickClass.LandId))[0];

        (await desk.Get((await desk.Reclassify(id, 10)).Outputs[0])).State.ShouldBe(SlickState.Rejected);
    }

    [Fact]
    public async Task A_model_that_says_ambiguous_is_taken_at_its_word_by_a_person()
    {
        var id = (await desk.GivenSlicks(1, @class: Ambiguous))[0];

        (await desk.Get((await desk.Reclassify(id, Ambiguous)).Outputs[0])).State.ShouldBe(SlickState.Ambiguous);
    }

    [Fact]
    public async Task Notes_that_are_cleared_twice_change_nothing() =>
        (await Refusal(new AnnotateSlicks([await Given()], "", Desk.By()))).ShouldContain("changes nothing");

    [Fact]
    public async Task A_reclassification_to_the_class_that_a_pending_slick_has_changes_nothing() =>
        (await Refusal(new ReclassifySlicks([await Given()], SlickClass.InfrastructureId, null, null, Desk.By()))).ShouldContain(
            "changes nothing"
        );

    [Fact]
    public async Task A_reshape_that_moves_nothing_that_coordinates_can_tell_changes_nothing()
    {
        var id = await desk.GivenSlick("POLYGON ((10 50, 10.01 50, 10.01 50.01, 10 50.01, 10 50))");

        (
            await Refusal(
                new ReshapeSlick(
                    [id],
                    Wkt.Read("POLYGON ((10.01 50.01, 10.00000001 50.01, 10 50, 10.01 50, 10.01 50.01))"),
                    null,
                    Desk.By()
                )
            )
        ).ShouldContain("changes nothing");
    }

    [Fact]
    public async Task A_reshape_by_a_metre_changes_something()
    {
        var id = await desk.GivenSlick("POLYGON ((10 51, 10.01 51, 10.01 51.01, 10 51.01, 10 51))");

        (await desk.Reshape(id, "POLYGON ((10 51, 10.01 51, 10.01 51.01001, 10 51.01, 10 51))")).Inputs.ShouldBe([id]);
    }

    [Fact]
    public async Task Of_many_those_that_are_so_already_are_left_out()
    {
        var ids = await desk.GivenSlicks(3);
        var before = (await desk.Validate(ids[1])).Outputs[0];
        var made = await desk.Validate(ids[0], before, ids[2]);

        (made.Inputs, made.Outputs.Length).ShouldSatisfyAllConditions(
            both => both.Inputs.ShouldBe([ids[0], ids[2]]),
            both => both.Length.ShouldBe(2)
        );
        (await desk.Active(before)).ShouldBe([before]);
    }

    [Fact]
    public async Task Of_many_that_are_all_so_already_none_is_written_again()
    {
        var outputs = (await desk.Validate(await desk.GivenSlicks(3))).Outputs;

        (await Refusal(new ValidateSlicks(outputs, 0.8, null, null, Desk.By()))).ShouldBe(
            "This changes nothing: all 3 slicks are so already. To write it once more all the same, insist."
        );
    }

    [Fact]
    public async Task What_is_validated_as_ambiguous_is_decided_and_not_validated()
    {
        var slick = await desk.Get((await desk.Send(new ValidateSlicks([await Given()], 0.6, Ambiguous, null, Desk.By()))).Outputs[0]);

        (slick.State, slick.Validated, slick.HumanConfidence).ShouldBe((SlickState.Ambiguous, false, 0.6));
    }

    [Fact]
    public async Task What_is_ambiguous_is_not_counted_as_validated()
    {
        var before = await desk.Send(new GetSummary(new SlickFilter()));
        await desk.Send(new ValidateSlicks([await Given()], 0.6, Ambiguous, null, Desk.By()));
        var after = await desk.Send(new GetSummary(new SlickFilter()));

        (after.Validated - before.Validated, after.Ambiguous - before.Ambiguous).ShouldBe((0, 1));
    }

    [Theory]
    [InlineData(Ambiguous, "ambiguous")]
    [InlineData(13, "rejected")]
    [InlineData(7, "validated")]
    public async Task Plain_SQL_that_validates_has_one_meaning_too(int @class, string state)
    {
        var id = await Given();
        await desk.Database.Execute(
            $"""
            update slick set active = false where id = {id};
            insert into slick (slick_timestamp, geometry, slick_class, validated, slick) select slick_timestamp, geometry, {@class}, true, array[id] from slick where id = {id}
            """
        );

        (await desk.Database.Ask<string>($"select state || ' ' || validated from slick where slick = array[{id}::bigint]")).ShouldBe(
            $"{state} {(state == "validated" ? "true" : "false")}"
        );
    }

    [Fact]
    public async Task A_union_that_is_called_ambiguous_is_not_validated()
    {
        var made = await desk.Validate(await desk.GivenSlicks(2));
        var union = await desk.Get(
            (await desk.Send(new MergeSlicks(made.Outputs, Ambiguous, null, null, false, null, Desk.By()))).Outputs[0]
        );

        (union.State, union.Validated).ShouldBe((SlickState.Ambiguous, false));
    }

    private async Task<long> Given() => (await desk.GivenSlicks(1))[0];

    private async Task<string> Refusal(DecisionCommand command) =>
        (await Should.ThrowAsync<RuleBrokenException>(() => desk.Send(command))).Message;

    private static DecisionCommand Command(string kind, long slick) =>
        kind switch
        {
            "validate" => new ValidateSlicks([slick], 0.8, SlickClass.RecentVesselId, null, Desk.By()),
            "reclassify" => new ReclassifySlicks([slick], SlickClass.RecentVesselId, 0.5, null, Desk.By()),
            "reject" => new RejectSlicks([slick], SlickClass.LookalikeId, null, "low wind", Desk.By()),
            "annotate" => new AnnotateSlicks([slick], "seen by the patrol", Desk.By()),
            _ => new ReshapeSlick([slick], Wkt.Read("POLYGON ((5 60, 5.01 60, 5.01 60.01, 5 60.01, 5 60))"), null, Desk.By()),
        };
}
