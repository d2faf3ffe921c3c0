using FluentValidation;
using Review.Domain.Decisions;
using Review.Domain.People;
using Review.Domain.Slicks;
using Review.Domain.Statistics;
using Review.Tests.Support;

namespace Review.Tests.Statistics;

/// <summary>What was decided, by whom, why and how fast.</summary>
public sealed class ReviewWorkTests(Desk desk) : IClassFixture<Desk>
{
    private static readonly Asker Lead = new("lea", Role.Lead);

    [Fact]
    public async Task Decisions_are_counted_by_day_person_and_kind_with_the_slicks_that_they_took()
    {
        var scene = NewScene();
        var slicks = await desk.GivenSlicks(5, scene: scene);
        await Validate("ada", slicks[0], slicks[1], slicks[2]);
        await Validate("bob", slicks[3]);
        await Reject("bob", "low wind", slicks[4]);

        var work = await Work(scene, Lead);

        var today = DateOnly.FromDateTime(DateTime.UtcNow);
        work.Cells.Where(cell => cell.Day == today || cell.Day == today.AddDays(-1))
            .Select(cell => (cell.Reviewer, cell.Kind, cell.Decisions, cell.Slicks, cell.Undone))
            .ShouldBe(
                [("ada", DecisionKind.Validate, 1, 3, 0), ("bob", DecisionKind.Validate, 1, 1, 0), ("bob", DecisionKind.Reject, 1, 1, 0)],
                ignoreOrder: true
            );
        (work.Decisions, work.IsOfEverybody).ShouldBe((3, true));
    }

    [Theory]
    [InlineData(Role.Viewer)]
    [InlineData(Role.Analyst)]
    public async Task Who_is_no_lead_sees_the_own_work_by_name_and_all_others_as_one(Role role)
    {
        var scene = NewScene();
        var slicks = await desk.GivenSlicks(3, scene: scene);
        await Validate("ada", slicks[0]);
        await Validate("bob", slicks[1]);
        await Validate("cyd", slicks[2]);

        var work = await Work(scene, new Asker("ada", role));

        work.Cells.Select(cell => (cell.Reviewer, cell.Decisions)).ShouldBe([("ada", 1), (null, 2)], ignoreOrder: true);
        work.IsOfEverybody.ShouldBeFalse();
    }

    [Fact]
    public async Task What_was_undone_later_counts_as_work_and_is_said_and_the_undo_is_no_review()
    {
        var scene = NewScene();
        var slicks = await desk.GivenSlicks(2, scene: scene);
        var first = await desk.Validate(slicks[0]);
        await desk.Validate(slicks[1]);
        var undo = await desk.Undo(first.Decision);

        var work = await Work(scene, Lead);
        (work.Decisions, work.Undone, work.Of(DecisionKind.Restore)).ShouldBe((2, 1, 1));

        await desk.Undo(undo.Decision);
        (await Work(scene, Lead)).Undone.ShouldBe(0);
    }

    [Fact]
    public async Task A_bulk_decision_of_which_something_is_left_is_not_undone()
    {
        var scene = NewScene();
        var slicks = await desk.GivenSlicks(2, scene: scene);
        var both = await desk.Validate(slicks);
        await desk.Undo(both.Decision, slicks: both.Outputs[0]);

        (await Work(scene, Lead)).Undone.ShouldBe(0);
    }

    [Fact]
    public async Task A_decision_counts_by_what_it_took_or_made_whatever_became_of_that()
    {
        var scene = NewScene();
        var slick = (await desk.GivenSlicks(1, SlickClass.InfrastructureId, scene))[0];
        var made = await desk.Reclassify(slick, SlickClass.NaturalId);
        await desk.Reject(made.Outputs[0]);

        (await Decisions(new SlickFilter(Class: SlickClass.InfrastructureId, Scene: scene))).ShouldBe(1);
        (await Decisions(new SlickFilter(Class: SlickClass.NaturalId, Scene: scene))).ShouldBe(2);
        (await Decisions(new SlickFilter(Class: SlickClass.NaturalId, Scene: scene, State: SlickState.Validated))).ShouldBe(2);
        (await Decisions(new SlickFilter(Class: SlickClass.SeaIceId, Scene: scene))).ShouldBe(0);
    }

    [Fact]
    public async Task Reasons_are_counted_without_the_blanks_around_them_the_most_frequent_first()
    {
        var scene = NewScene();
        var slicks = await desk.GivenSlicks(5, scene: scene);
        await Reject("ada", "low wind", slicks[0], slicks[1]);
        await Reject("bob", " low wind ", slicks[2]);
        await Reject("bob", "rain cell", slicks[3]);

        var work = await Work(scene, Lead);

        work.Reasons.ShouldBe([new("low wind", 2, 3), new("rain cell", 1, 1)]);
        work.Rejections.ShouldBe(3);
    }

    [Fact]
    public async Task Of_more_reasons_than_are_told_the_rest_is_in_the_sum()
    {
        var scene = NewScene();
        var slicks = await desk.GivenSlicks(22, scene: scene);
        foreach (var slick in slicks)
        {
            await Reject("ada", $"reason {slick}", slick);
        }

        var work = await Work(scene, Lead);

        (work.Reasons.Count, work.Rejections).ShouldBe((20, 22));
    }

    [Fact]
    public async Task Times_are_those_of_decisions_that_said_one()
    {
        var scene = NewScene();
        var slicks = await desk.GivenSlicks(5, scene: scene);
        double?[] seconds = [2, 4, 6, 100, null];
        foreach (var (slick, spent) in slicks.Zip(seconds))
        {
            await desk.Send(new ValidateSlicks([slick], 0.8, null, null, Desk.By() with { SecondsSpent = spent }));
        }

        var time = (await Work(scene, Lead)).Times.ShouldHaveSingleItem();

        (time.Kind, time.Decisions, time.MedianSeconds).ShouldBe((DecisionKind.Validate, 4, 5));
        time.P90Seconds.ShouldBe(71.8, 1e-9);
    }

    [Fact]
    public async Task Decisions_outside_the_span_are_left_out()
    {
        var scene = NewScene();
        await desk.Validate(await desk.GivenSlicks(1, scene: scene));
        var tomorrow = new DateTimeOffset(DateTime.UtcNow.Date.AddDays(1), TimeSpan.Zero);

        (await Work(scene, Lead, tomorrow, tomorrow.AddDays(1))).Decisions.ShouldBe(0);
        (await Work(scene, Lead, tomorrow.AddDays(-2), tomorrow)).Decisions.ShouldBe(1);
    }

    [Fact]
    public async Task Too_many_days_and_an_end_before_the_beginning_are_refused_with_a_sentence()
    {
        var now = DateTimeOffset.UtcNow;

        (await Should.ThrowAsync<ValidationException>(() => Work(NewScene(), Lead, now.AddDays(-400), now))).Message.ShouldContain(
            "366 days"
        );
        (await Should.ThrowAsync<ValidationException>(() => Work(NewScene(), Lead, now, now.AddDays(-1)))).Message.ShouldContain(
            "after its beginning"
        );
    }

    private static string NewScene() =>
        $"S1A_IW_GRDH_1SDV_20210101T010000_20210101T010025_036000_043000_{Guid.NewGuid().ToString("N")[..4].ToUpperInvariant()}";

    private Task<DecisionResult> Validate(string by, params long[] slicks) =>
        desk.Send(new ValidateSlicks(slicks, 0.8, null, null, Desk.By(by)));

    private Task<DecisionResult> Reject(string by, string reason, params long[] slicks) =>
        desk.Send(new RejectSlicks(slicks, null, null, reason, Desk.By(by)));

    private Task<ReviewWork> Work(string scene, Asker by, DateTimeOffset? from = null, DateTimeOffset? to = null) =>
        desk.Send(new GetReviewWork(new StatisticsFilter(new SlickFilter(Scene: scene), from, to), by));

    private async Task<long> Decisions(SlickFilter filter) =>
        (await desk.Send(new GetReviewWork(new StatisticsFilter(filter), Lead))).Decisions;
}
