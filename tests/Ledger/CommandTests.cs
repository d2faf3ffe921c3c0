using FluentValidation;
using Review.Domain;
using Review.Domain.Decisions;
using Review.Domain.Slicks;
using Review.Tests.Support;

namespace Review.Tests.Ledger;

/// <summary>Every kind of decision, as the page and scripts send it.</summary>
public sealed class CommandTests(Desk desk) : IClassFixture<Desk>
{
    private const string Bar = "POLYGON ((10 50, 10.06 50, 10.06 50.01, 10 50.01, 10 50))";
    private const string LineThroughBar = "LINESTRING (10.02 49.9, 10.02 50.1)";

    [Fact]
    public async Task A_validated_slick_has_a_successor_that_is_validated()
    {
        var made = await desk.Validate(await Given());

        (await desk.Get(made.Outputs[0])).State.ShouldBe(SlickState.Validated);
    }

    [Fact]
    public async Task A_validated_slick_has_the_confidence_given()
    {
        var made = await desk.Validate(await Given());

        (await desk.Get(made.Outputs[0])).HumanConfidence.ShouldBe(0.8);
    }

    [Fact]
    public async Task A_validation_names_what_it_took_and_what_it_put_in()
    {
        var id = await Given();

        var made = await desk.Validate(id);

        (made.Inputs, (await desk.Active(made.Outputs))).ShouldSatisfyAllConditions(
            both => both.Inputs.ShouldBe([id]),
            both => both.Item2.ShouldBe(made.Outputs)
        );
    }

    [Fact]
    public async Task The_version_that_was_validated_is_active_no_more()
    {
        var id = await Given();
        await desk.Validate(id);

        (await desk.Active(id)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_slick_can_be_validated_as_another_class()
    {
        var made = await desk.Send(new ValidateSlicks([await Given()], 1, SlickClass.RecentVesselId, null, Desk.By()));

        (await desk.Get(made.Outputs[0])).Class.ShouldBe(7);
    }

    [Fact]
    public async Task Many_slicks_validated_at_once_are_one_decision_with_a_successor_each()
    {
        var ids = await desk.GivenSlicks(50);

        var made = await desk.Validate(ids);

        (await desk.Database.Ask<long[]>($"select array_agg(slick[1] order by id) from slick where decision = {made.Decision}")).ShouldBe(
            ids
        );
    }

    [Fact]
    public async Task Slicks_named_in_any_order_are_taken_in_the_order_of_their_ids()
    {
        var ids = await desk.GivenSlicks(3);

        (await desk.Validate(ids[2], ids[0], ids[1])).Inputs.ShouldBe(ids);
    }

    [Fact]
    public async Task A_slick_named_twice_in_a_validation_is_validated_once()
    {
        var id = await Given();

        (await desk.Validate(id, id)).Outputs.Length.ShouldBe(1);
    }

    [Fact]
    public async Task A_copy_keeps_the_outline_to_the_byte()
    {
        var id = await Given();
        var made = await desk.Validate(id);

        (
            await desk.Database.Ask<bool>(
                $"select st_asbinary(a.geometry) = st_asbinary(b.geometry) from slick a, slick b where a.id = {id} and b.id = "
                    + $"{made.Outputs[0]}"
            )
        ).ShouldBeTrue();
    }

    [Fact]
    public async Task A_copy_keeps_run_scene_and_model_class()
    {
        var id = await Given();
        var made = await desk.Reclassify(id, 7);

        (
            await desk.Database.Ask<bool>(
                "select (a.orchestrator_run, a.scene, a.machine_class) = (b.orchestrator_run, b.scene, b.machine_class) from slick "
                    + $"a, slick b where a.id = {id} and b.id = {made.Outputs[0]}"
            )
        ).ShouldBeTrue();
    }

    [Fact]
    public async Task A_reclassified_slick_is_of_the_class_and_stays_pending()
    {
        var slick = await desk.Get((await desk.Reclassify(await Given(), 7)).Outputs[0]);

        (slick.Class, slick.State).ShouldBe((7, SlickState.Pending));
    }

    [Fact]
    public async Task A_slick_reclassified_to_ambiguous_is_ambiguous() =>
        (await desk.Get((await desk.Reclassify(await Given(), 9)).Outputs[0])).State.ShouldBe(SlickState.Ambiguous);

    [Fact]
    public async Task A_slick_reclassified_to_NOT_OIL_is_rejected() =>
        (await desk.Get((await desk.Reclassify(await Given(), 10)).Outputs[0])).State.ShouldBe(SlickState.Rejected);

    [Fact]
    public async Task A_rejected_slick_is_in_a_class_under_NOT_OIL_and_not_validated()
    {
        var slick = await desk.Get((await desk.Reject((await desk.Validate(await Given())).Outputs)).Outputs[0]);

        (slick.Class, slick.State, slick.Validated).ShouldBe((13, SlickState.Rejected, false));
    }

    [Fact]
    public async Task A_rejection_keeps_its_reason() =>
        (await desk.Database.Ask<string>($"select reason from decision where id = {(await desk.Reject(await Given())).Decision}")).ShouldBe(
            "low wind"
        );

    [Fact]
    public async Task Notes_are_kept_as_text()
    {
        const string notes = "<script>alert('x')</script> & \"quotes\"\n– naïve 油膜 🛢";

        (await desk.Get((await desk.Annotate(await Given(), notes)).Outputs[0])).Notes.ShouldBe(notes);
    }

    [Fact]
    public async Task Empty_notes_clear_them()
    {
        var noted = await desk.Annotate(await Given(), "something");

        (await desk.Get((await desk.Annotate(noted.Outputs[0], "")).Outputs[0])).Notes.ShouldBeNull();
    }

    [Fact]
    public async Task A_merge_of_neighbours_keeps_their_area()
    {
        var made = await desk.Merge(await desk.GivenSlick(Desk.Square(10, 50)), await desk.GivenSlick(Desk.Square(10.01, 50)));

        (await desk.Database.Ask<double>($"select st_area(geometry) from slick where id = {made.Outputs[0]}")).ShouldBe(
            0.0002,
            0.0002 * 1e-9
        );
    }

    [Fact]
    public async Task A_merge_takes_the_class_of_the_largest()
    {
        var made = await desk.Merge(
            await desk.GivenSlick(Desk.Square(10, 50, 0.01), SlickClass.NaturalId),
            await desk.GivenSlick(Desk.Square(11, 50, 0.02), SlickClass.OldVesselId)
        );

        (await desk.Get(made.Outputs[0])).Class.ShouldBe(6);
    }

    [Fact]
    public async Task A_merge_takes_the_least_machine_confidence()
    {
        var made = await desk.Merge(
            await desk.GivenSlick(Desk.Square(10, 50), confidence: 0.9),
            await desk.GivenSlick(Desk.Square(11, 50), confidence: 0.4)
        );

        (await desk.Get(made.Outputs[0])).MachineConfidence.ShouldBe(0.4);
    }

    [Fact]
    public async Task A_merge_joins_the_notes()
    {
        var one = (await desk.Annotate(await Given(), "one")).Outputs[0];
        var other = (await desk.Annotate(await Given(), "other")).Outputs[0];

        (await desk.Get((await desk.Merge(one, other)).Outputs[0])).Notes.ShouldBe("one\nother");
    }

    [Fact]
    public async Task A_merge_takes_the_class_the_confidence_and_the_notes_that_are_chosen()
    {
        var made = await desk.Send(
            new MergeSlicks([await Given(), await Given()], SlickClass.CoincidentVesselId, 0.3, "chosen", false, null, Desk.By())
        );

        var slick = await desk.Get(made.Outputs[0]);
        (slick.Class, slick.HumanConfidence, slick.Notes).ShouldBe((8, 0.3, "chosen"));
    }

    [Fact]
    public async Task A_merge_of_different_scenes_is_refused_until_it_is_confirmed()
    {
        var other = (await desk.GivenSlicks(1, scene: "S1B_IW_GRDH_1SDV_20211121T142900_20211121T142925_029672_038A85_0001"))[0];

        (await Should.ThrowAsync<RuleBrokenException>(async () => await desk.Merge(await Given(), other))).Field.ShouldBe("acrossScenes");
    }

    [Fact]
    public async Task A_confirmed_merge_of_different_scenes_has_the_latest_time()
    {
        var other = (await desk.GivenSlicks(1, scene: "S1B_IW_GRDH_1SDV_20211121T142900_20211121T142925_029672_038A85_0001"))[0];

        var made = await desk.Send(new MergeSlicks([await Given(), other], null, null, null, AcrossScenes: true, null, Desk.By()));

        (await desk.Get(made.Outputs[0])).Timestamp.ShouldBe(new DateTimeOffset(2021, 11, 21, 14, 29, 0, TimeSpan.Zero));
    }

    [Fact]
    public async Task A_merge_of_a_slick_with_itself_is_refused()
    {
        var id = await Given();

        await Should.ThrowAsync<ValidationException>(() => desk.Merge(id, id));
    }

    [Fact]
    public async Task A_split_by_a_line_makes_pieces_that_add_up()
    {
        var id = await desk.GivenSlick(Bar);
        var made = await desk.Split(id, LineThroughBar);

        (await desk.Database.Ask<double>($"select sum(st_area(geometry)) from slick where decision = {made.Decision}")).ShouldBe(
            await desk.Database.Ask<double>($"select st_area(geometry) from slick where id = {id}"),
            6e-4 * 1e-9
        );
    }

    [Fact]
    public async Task Every_piece_of_a_split_keeps_the_facts()
    {
        var noted = (await desk.Annotate(await desk.GivenSlick(Bar, SlickClass.OldVesselId), "kept")).Outputs[0];
        var made = await desk.Split(noted, LineThroughBar);

        (
            await desk.Database.Ask<long>(
                $"select count(*) from slick where decision = {made.Decision} and notes = 'kept' and slick_class = 6 and slick = "
                    + $"'{{{noted}}}'"
            )
        ).ShouldBe(2);
    }

    [Fact]
    public async Task A_split_that_is_refused_changes_nothing()
    {
        var id = await desk.GivenSlick(Bar);
        await Should.ThrowAsync<OutlineException>(() => desk.Split(id, "LINESTRING (10.02 49.9, 10.02 50.005)"));

        (await desk.Active(id)).ShouldBe([id]);
    }

    [Fact]
    public async Task A_split_into_parts_makes_a_slick_of_each()
    {
        var id = await desk.GivenSlick(
            "MULTIPOLYGON (((10 50, 10.01 50, 10.01 50.01, 10 50)), ((11 50, 11.01 50, 11.01 50.01, 11 50)), ((12 50, 12.01 50, "
                + "12.01 50.01, 12 50)))"
        );

        (await desk.Send(new SplitSlick([id], null, null, true, null, null, null, Desk.By()))).Outputs.Length.ShouldBe(3);
    }

    [Fact]
    public async Task A_split_by_vertex_count_makes_pieces_within_the_count()
    {
        var id = await desk.GivenSlick(Wkt.Circle(10, 50, 0.05, 400).AsText());
        var made = await desk.Send(new SplitSlick([id], null, null, false, 50, null, null, Desk.By()));

        (
            await desk.Database.Ask<int>($"select max(st_npoints(geometry)) from slick where decision = {made.Decision}")
        ).ShouldBeLessThanOrEqualTo(50);
    }

    [Fact]
    public async Task A_split_by_a_polygon_makes_an_inside_and_an_outside() =>
        (
            await desk.Send(
                new SplitSlick(
                    [await desk.GivenSlick(Bar)],
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
        var kept = await desk.Split(await desk.GivenSlick(Bar), "LINESTRING (10.00001 49.9, 10.00001 50.1)");

        kept.Outputs.Length.ShouldBe(2);
    }

    [Fact]
    public async Task Slivers_are_dropped_when_asked()
    {
        var made = await desk.Send(
            new SplitSlick(
                [await desk.GivenSlick(Bar)],
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
                await desk.Send(
                    new SplitSlick([await desk.GivenSlick(Bar)], Wkt.Line(LineThroughBar), null, false, null, 1e12, null, Desk.By())
                )
            )
        ).Field.ShouldBe("discardBelowM2");

    [Fact]
    public async Task A_reshaped_slick_has_the_new_outline()
    {
        var made = await desk.Reshape(await Given(), Desk.Square(10, 50));

        Wkt.Read(await desk.Outline(made.Outputs[0]))
            .ShouldBeShape(
                $"MULTI{Desk.Square(10, 50).Replace("((", "(((", StringComparison.Ordinal).Replace("))", ")))", StringComparison.Ordinal)}"
            );
    }

    [Fact]
    public async Task A_reshaped_slick_keeps_its_state()
    {
        var validated = await desk.Validate(await Given());

        (await desk.Get((await desk.Reshape(validated.Outputs[0], Desk.Square(10, 50))).Outputs[0])).State.ShouldBe(SlickState.Validated);
    }

    [Fact]
    public async Task A_cut_takes_what_is_inside_away()
    {
        var made = await desk.Cut(await desk.GivenSlick(Bar), Desk.Square(9.99, 49.99, 0.04));

        (await desk.Database.Ask<double>($"select st_xmin(geometry) from slick where id = {made.Outputs[0]}")).ShouldBe(10.03, 1e-9);
    }

    [Fact]
    public async Task A_cut_that_takes_all_is_refused() =>
        (
            await Should.ThrowAsync<OutlineException>(async () => await desk.Cut(await desk.GivenSlick(Bar), Desk.Square(9, 49, 2)))
        ).Message.ShouldContain("reject it");

    [Fact]
    public async Task A_cut_beside_the_slick_is_refused() =>
        (
            await Should.ThrowAsync<OutlineException>(async () => await desk.Cut(await desk.GivenSlick(Bar), Desk.Square(20, 20)))
        ).Message.ShouldContain("cuts nothing away");

    [Fact]
    public async Task An_added_slick_has_the_time_of_its_scene()
    {
        await Given();
        var made = await desk.Add(desk.NextSquare());

        (await desk.Get(made.Outputs[0])).Timestamp.ShouldBe(new DateTimeOffset(2020, 7, 29, 3, 48, 59, TimeSpan.Zero));
    }

    [Fact]
    public async Task An_added_slick_has_no_parents_and_a_decision()
    {
        await Given();
        var made = await desk.Add(desk.NextSquare());

        var slick = await desk.Get(made.Outputs[0]);
        (slick.Parents.Length, slick.Decision).ShouldBe((0, made.Decision));
    }

    [Fact]
    public async Task An_unknown_slick_is_named() =>
        (await Should.ThrowAsync<NotFoundException>(() => desk.Validate(987654321))).Message.ShouldBe("There is no slick 987654321.");

    [Fact]
    public async Task A_stale_id_is_a_conflict_that_names_the_successor_the_decision_its_author_and_its_time()
    {
        var id = await Given();
        var first = await desk.Send(new ValidateSlicks([id], 1, null, null, Desk.By("grace")));

        var conflict = (await Should.ThrowAsync<LedgerConflictException>(() => desk.Reject(id))).Conflicts.Single();

        conflict.ShouldBeEquivalentTo(new LedgerConflict(id, first.Decision, "validate", "grace", first.At, first.Outputs));
    }

    [Fact]
    public async Task A_conflict_is_said_in_a_sentence()
    {
        var id = await Given();
        await desk.Send(new ValidateSlicks([id], 1, null, null, Desk.By("grace")));

        (await Should.ThrowAsync<LedgerConflictException>(() => desk.Reject(id))).Message.ShouldStartWith(
            $"Slick {id} is not active any more: it was validated by grace at "
        );
    }

    [Fact]
    public async Task One_stale_id_of_many_stops_them_all()
    {
        var ids = await desk.GivenSlicks(3);
        await desk.Validate(ids[1]);

        await Should.ThrowAsync<LedgerConflictException>(() => desk.Validate(ids));

        (await desk.Active(ids)).ShouldBe([ids[0], ids[2]]);
    }

    [Fact]
    public async Task A_slick_that_was_switched_off_by_hand_is_a_conflict_without_a_successor()
    {
        var id = await Given();
        await desk.Database.Execute($"update slick set active = false where id = {id}");

        (await Should.ThrowAsync<LedgerConflictException>(() => desk.Validate(id))).Conflicts.Single().Successors.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_preview_writes_nothing()
    {
        var id = await desk.GivenSlick(Bar);
        await desk.Send(new PreviewDecision(new SplitSlick([id], Wkt.Line(LineThroughBar), null, false, null, null, null, Desk.By())));

        (await desk.Active(id)).ShouldBe([id]);
    }

    [Fact]
    public async Task A_preview_has_the_areas_that_the_decision_will_have()
    {
        var split = new SplitSlick([await desk.GivenSlick(Bar)], Wkt.Line(LineThroughBar), null, false, null, null, null, Desk.By());
        var preview = await desk.Send(new PreviewDecision(split));
        var made = await desk.Send(split);

        preview
            .Pieces.Select(piece => piece.AreaM2)
            .ShouldBe(await desk.Database.Ask<double[]>($"select array_agg(area order by id) from slick where decision = {made.Decision}"));
    }

    [Fact]
    public async Task A_preview_of_a_sliver_warns()
    {
        var split = new SplitSlick(
            [await desk.GivenSlick(Bar)],
            Wkt.Line("LINESTRING (10.00001 49.9, 10.00001 50.1)"),
            null,
            false,
            null,
            null,
            null,
            Desk.By()
        );

        (await desk.Send(new PreviewDecision(split))).Warnings.ShouldHaveSingleItem().ShouldContain("2,500 m²");
    }

    [Fact]
    public async Task A_preview_obeys_the_rules_of_its_command() =>
        await Should.ThrowAsync<ValidationException>(async () =>
            await desk.Send(new PreviewDecision(new ValidateSlicks([await Given()], 1.5, null, null, Desk.By())))
        );

    [Fact]
    public async Task The_state_at_a_past_time_is_what_was_active_then()
    {
        var id = await Given();
        var between = await Now();
        await desk.Validate(id);

        (await desk.Send(new ListSlicks(new SlickFilter(AsOf: between), SlickOrder.Newest, true, 0, 1))).Rows[0].Id.ShouldBe(id);
    }

    [Fact]
    public async Task The_state_at_the_very_time_of_a_decision_is_after_it()
    {
        var id = await Given();
        var made = await desk.Validate(id);

        (await desk.Send(new ListSlicks(new SlickFilter(AsOf: made.At), SlickOrder.Newest, true, 0, 1)))
            .Rows[0]
            .Id.ShouldBe(made.Outputs[0]);
    }

    [Fact]
    public async Task The_state_at_every_past_time_has_each_slick_once()
    {
        var before = await Now();
        var chain = (await desk.Validate(await Given())).Outputs[0];
        for (var i = 0; i < 5; i++)
        {
            chain = (await desk.Annotate(chain, $"step {i}")).Outputs[0];
        }

        (
            await desk.Database.Ask<bool>(
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
            chain = (await desk.Annotate(chain, $"step {i}")).Outputs[0];
        }

        (await desk.Database.Ask<long>($"select count(*) from slick_history({chain})")).ShouldBe(1_001);
    }

    [Fact]
    public async Task The_history_of_a_merge_of_the_pieces_of_a_split_has_each_version_once()
    {
        var id = await desk.GivenSlick(Bar);
        var merged = await desk.Merge((await desk.Split(id, LineThroughBar)).Outputs);

        (await desk.Send(new GetSlickHistory(merged.Outputs[0]))).Versions.Count.ShouldBe(4);
    }

    [Fact]
    public async Task The_descendants_of_a_slick_are_all_that_came_of_it()
    {
        var id = await desk.GivenSlick(Bar);
        var pieces = (await desk.Split(id, LineThroughBar)).Outputs;
        var last = (await desk.Validate(pieces[1])).Outputs[0];

        (await desk.Database.Ask<long[]>($"select array_agg(id) from slick_descendants({id})")).ShouldBe([id, .. pieces, last]);
    }

    [Fact]
    public async Task All_this_leaves_every_invariant_whole()
    {
        await desk.Merge((await desk.Split(await desk.GivenSlick(Bar), LineThroughBar)).Outputs);

        (await desk.Broken()).ShouldBeEmpty();
    }

    private async Task<long> Given() => (await desk.GivenSlicks(1))[0];

    private async Task<DateTimeOffset> Now() => new(await desk.Database.Ask<DateTime>("select clock_timestamp()"), TimeSpan.Zero);
}
