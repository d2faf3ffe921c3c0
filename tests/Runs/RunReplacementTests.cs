using Review.Domain.Decisions;
using Review.Domain.Detection;
using Review.Tests.Support;
using Review.TestWorker;

namespace Review.Tests.Runs;

/// <summary>What a new run replaces, and what it leaves and compares.</summary>
public sealed class RunReplacementTests(Desk desk) : Runs(desk), IClassFixture<Desk>
{
    [Fact]
    public async Task A_new_run_replaces_what_nobody_reviewed()
    {
        var first = await Slicks(await Run());
        var second = await Slicks(await Run(force: true));

        (await Desk.Active(first)).ShouldBeEmpty();
        (await Desk.Active(second)).ShouldBe(second);
    }

    [Fact]
    public async Task What_replaces_a_slick_is_its_successor_where_they_overlap()
    {
        var first = await Slicks(await Run());
        Desk.Work.Finds = FakeWork.Squares(20.002 + scene, 50 + scene);
        var second = await Slicks(await Run(force: true));

        (
            await Desk.Database.Ask<string>(
                $"select string_agg(id || ' of ' || slick::text, ', ' order by id) from slick where id in ({second[0]}, {second[1]})"
            )
        ).ShouldBe($"{second[0]} of {{{first[0]}}}, {second[1]} of {{}}");
    }

    [Fact]
    public async Task Who_decides_on_a_replaced_slick_is_told_by_which_run()
    {
        var first = await Slicks(await Run());
        var run = await Run(force: true);

        (await Should.ThrowAsync<LedgerConflictException>(() => Desk.Validate(first[0]))).Message.ShouldContain(
            $"it was replaced by run:{run} at"
        );
    }

    [Fact]
    public async Task A_reviewed_slick_stays_and_the_detection_over_it_is_kept_to_compare()
    {
        var first = await Slicks(await Run());
        var validated = (await Desk.Validate(first[0])).Outputs[0];
        var details = await Desk.Send(new GetRun(await Run(force: true)));

        details.Overlaps.Select(overlap => (overlap.Slick, Math.Round(overlap.Iou, 6), overlap.Class)).ShouldBe([(validated, 1, 7)]);
        (await Desk.Active(validated)).ShouldBe([validated]);
        (
            details.Run.Counts.GetProperty("slicks").GetInt64(),
            details.Run.Counts.GetProperty("replaced").GetInt64(),
            details.Run.Counts.GetProperty("compared").GetInt64()
        ).ShouldBe((1, 1, 1));
    }

    [Theory]
    [InlineData(0.005, 1)] // a third
    [InlineData(0.0055, 2)] // 0.29
    public async Task A_detection_is_compared_from_an_overlap_of_0_3_on(double shift, int slicks)
    {
        Desk.Work.Finds = FakeWork.Squares(20 + scene);
        await Desk.Validate(await Slicks(await Run()));
        Desk.Work.Finds = FakeWork.Squares(20 + scene + shift);
        await Run(force: true);

        (await Slicks()).Length.ShouldBe(slicks);
    }

    [Fact]
    public async Task A_slick_that_was_rejected_does_not_come_back()
    {
        await Desk.Reject(await Slicks(await Run()));
        await Run(force: true);

        (await Desk.Database.Ask<string>($"select string_agg(distinct state, ' ') from slick where active and scene = {scene}")).ShouldBe(
            "rejected"
        );
    }

    [Fact]
    public async Task A_slick_that_somebody_added_stays()
    {
        var name = await Desk.Database.Ask<string>($"select name from scene where id = {scene}");
        await Run();
        var added = (await Desk.Add(Desk.Square(20.5 + scene, 10), scene: name)).Outputs[0];
        await Run(force: true);

        (await Desk.Active(added)).ShouldBe([added]);
    }

    [Fact]
    public async Task A_slick_merged_from_this_scene_into_another_is_compared_too()
    {
        var mine = await Slicks(await Run());
        var other = await Desk.GivenSlick(Desk.Square(20.2 + scene, 10, 0.05), scene: $"beside {scene}");
        await Desk.Send(new MergeSlicks([mine[0], other], null, null, null, AcrossScenes: true, null, Desk.By()));
        Desk.Work.Finds = [FakeWork.Square(20.2 + scene, 10, side: 0.05)];
        var details = await Desk.Send(new GetRun(await Run(force: true)));

        details.Run.Counts.GetProperty("compared").GetInt64().ShouldBe(1);
    }

    [Fact]
    public async Task Land_that_a_new_run_finds_again_is_still_pending()
    {
        Desk.Work.Finds = [FakeWork.Square(20 + scene, 10, 10)];
        await Run();
        await Run(force: true);

        (await Desk.Database.Ask<string>($"select state from slick where active and scene = {scene}")).ShouldBe("pending");
    }

    [Fact]
    public async Task A_run_that_finds_nothing_leaves_nothing_of_earlier_runs()
    {
        await Run();
        Desk.Work.Finds = [];
        await Run(force: true);

        (await Slicks()).ShouldBeEmpty();
        (await Desk.Broken()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Slicks_of_other_scenes_are_left_alone()
    {
        var elsewhere = await Desk.GivenSlicks(2, scene: $"elsewhere {scene}");
        await Run();
        await Run(force: true);

        (await Desk.Active(elsewhere)).ShouldBe(elsewhere);
    }

    [Fact]
    public async Task What_a_run_replaced_comes_back_by_an_undo()
    {
        var first = await Slicks(await Run());
        Desk.Work.Finds = FakeWork.Squares(20.002 + scene, 50 + scene);
        var run = await Run(force: true);
        await Desk.Undo(await Desk.Database.Ask<long>($"select id from decision where reviewer = 'run:{run}'"));

        (
            await Desk.Database.Ask<bool>(
                $"select count(*) = 2 and bool_and(exists (select from slick o where o.id in ({first[0]}, {first[1]}) and "
                    + $"st_equals(o.geometry, s.geometry))) from slick s where active and scene = {scene}"
            )
        ).ShouldBeTrue();
        (await Desk.Broken()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Ctrl_Z_does_not_take_back_what_a_run_did_meanwhile()
    {
        var own = await Desk.Validate(await Desk.GivenSlick(Desk.NextSquare(), scene: $"elsewhere {scene}"));
        await Run();
        await Run(force: true);

        (await Desk.Send(new GetLastDecision(Desk.Reviewer))).ShouldNotBeNull().Decision.ShouldBe(own.Decision);
    }

    [Fact]
    public async Task A_decision_in_the_same_instant_is_not_lost()
    {
        var slicks = await Slicks(await Run());
        var run = await Start(force: true);
        await using var connection = await Desk.Database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using (var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken))
        {
            await using var decide = new Npgsql.NpgsqlCommand(
                $"""
                update slick set active = false where id = {slicks[0]};
                insert into slick (slick_timestamp, geometry, active, validated, slick, orchestrator_run, slick_class)
                select slick_timestamp, geometry, true, true, array[id], orchestrator_run, 6 from slick where id = {slicks[0]};
                """,
                connection,
                transaction
            );
            await decide.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
            var ending = Desk.Send(new ExecuteRun(run));
            await Until(
                "select count(*) > 0 from pg_stat_activity where wait_event_type = 'Lock' and query like '%for update%' and datname "
                    + "= current_database()"
            );
            await transaction.CommitAsync(TestContext.Current.CancellationToken);
            await ending;
        }

        (await Desk.Send(new GetRun(run))).Overlaps.Count.ShouldBe(1);
        (
            await Desk.Database.Ask<string>(
                $"select string_agg(concat_ws(' ', validated, slick_class), ', ' order by id) from slick where active and scene = {scene}"
            )
        ).ShouldBe("t 6, f 7");
    }
}
