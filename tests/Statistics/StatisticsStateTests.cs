using Microsoft.Extensions.DependencyInjection;
using Review.App.Shell.Frame;
using Review.App.Statistics;
using Review.Domain.People;
using Review.Domain.Scenes;
using Review.Domain.Slicks;
using Review.Domain.Statistics;
using Review.Tests.Support;

namespace Review.Tests.Statistics;

/// <summary>What the page of the statistics knows, without its markup.</summary>
public sealed class StatisticsStateTests
{
    private static readonly Asker Ada = new("ada", Role.Analyst);
    private static readonly StatisticsFilter Vessels = new(new SlickFilter(Class: SlickClass.VesselId));
    private static readonly DateTimeOffset Now = new(2026, 3, 31, 12, 3, 0, TimeSpan.Zero);

    [Fact]
    public async Task An_address_is_read_and_written_as_the_same()
    {
        await using var context = new PageContext(SampleStatistics.Answers());
        using var state = Given(context);

        state.Read("?class=VESSEL&scene=S1A%20x&decidedFrom=2026-01-01T00:00:00Z&decidedTo=never&asof=2026-01-01");

        state.Filter.Slicks.ShouldBe(new SlickFilter(Class: SlickClass.VesselId, Scene: "S1A x"));
        state.Query.ShouldBe("class=VESSEL&scene=S1A%20x&decidedFrom=2026-01-01T00%3A00%3A00Z");
        state.CsvOf(StatisticsPart.Age).ShouldBe($"/api/statistics.csv?part=age&{state.Query}");
    }

    [Fact]
    public async Task All_parts_are_asked_for_by_the_filter_and_by_who_looks()
    {
        var answers = SampleStatistics.Answers();
        await using var context = new PageContext(answers);
        using var state = Given(context);

        await state.Show(Vessels);

        answers.Asked.ShouldBe(
            [new GetBacklog(Vessels.Slicks), new GetReviewWork(Vessels, Ada), new GetModelAgreement(Vessels.Slicks)],
            ignoreOrder: true
        );
        state.AsOf.ShouldBe(SampleStatistics.AsOf);
        state.IsAsking.ShouldBeFalse();
    }

    [Fact]
    public async Task A_part_that_is_refused_says_why_and_the_others_stand()
    {
        var answers = SampleStatistics
            .Answers()
            .On<GetReviewWork, ReviewWork>(_ =>
                Task.FromException<ReviewWork>(
                    new Review.Domain.RuleBrokenException("decidedFrom", "Choose at most 366 days of decisions.")
                )
            );
        await using var context = new PageContext(answers);
        using var state = Given(context);

        await state.Show(new StatisticsFilter(new SlickFilter()));

        state.Work.ShouldBe(new Part<ReviewWork>(null, "Choose at most 366 days of decisions."));
        state.Backlog.Answer.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_newer_filter_wins_over_an_answer_that_comes_late()
    {
        var late = new TaskCompletionSource<Backlog>();
        var answers = SampleStatistics
            .Answers()
            .On<GetBacklog, Backlog>(query =>
                query.Filter.Class is null ? late.Task : Task.FromResult(SampleStatistics.Backlog with { Groups = [] })
            );
        await using var context = new PageContext(answers);
        using var state = Given(context);

        var older = state.Show(new StatisticsFilter(new SlickFilter()));
        await state.Show(Vessels);
        late.SetResult(SampleStatistics.Backlog);
        await older;

        state.Filter.ShouldBe(Vessels);
        state.Backlog.Answer!.Groups.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_shown_stays_until_the_new_answer_is_there()
    {
        var answers = SampleStatistics.Answers();
        await using var context = new PageContext(answers);
        using var state = Given(context);
        await state.Show(Vessels);
        var pending = new TaskCompletionSource<Backlog>();
        answers.On<GetBacklog, Backlog>(_ => pending.Task);

        var renewing = state.Renew();

        (state.IsAsking, state.Backlog).ShouldBe((true, new Part<Backlog>(SampleStatistics.Backlog, IsOld: true)));
        state.Agreement.IsOld.ShouldBeFalse();
        pending.SetResult(SampleStatistics.Backlog with { AsOf = Now.AddHours(1) });
        await renewing;
        state.Backlog.Answer!.AsOf.ShouldBe(Now.AddHours(1));
    }

    [Fact]
    public async Task Scenes_are_offered_by_a_part_of_their_name()
    {
        var answers = SampleStatistics
            .Answers()
            .On<ListScenes, IReadOnlyList<SceneRow>>(query =>
                Task.FromResult<IReadOnlyList<SceneRow>>([new SceneRow(1, $"S1A {query.Filter!.Name}", Now, false, 3, 0)])
            );
        await using var context = new PageContext(answers);
        using var state = Given(context);

        (await state.ScenesWith(" 2020 ", TestContext.Current.CancellationToken)).ShouldBe(["S1A 2020"]);
    }

    private static StatisticsState Given(PageContext context) =>
        new(context.Services.GetRequiredService<PageWork>(), Ada, TimeProvider.System);
}
