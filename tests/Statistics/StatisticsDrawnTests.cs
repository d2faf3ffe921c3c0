using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Review.App.Statistics;
using Review.Domain.People;
using Review.Domain.Slicks;
using Review.Domain.Statistics;
using Review.Tests.Support;

namespace Review.Tests.Statistics;

/// <summary>The page of the statistics as it is drawn.</summary>
public sealed class StatisticsDrawnTests
{
    [Fact]
    public async Task Each_part_has_its_figures_and_its_table()
    {
        await using var context = new PageContext(SampleStatistics.Answers(), Role.Lead);

        var page = context.Render<StatisticsPage>();

        page.WaitForElement("[data-testid=backlog-sums]").TextContent.ShouldContain("To review1\u2009200");
        page.Find("[data-testid=backlog-table]").TextContent.ShouldContain("Vessel");
        page.Find("[data-testid=ages]").TextContent.ShouldContain("1 to 7 days");
        page.Find("[data-testid=card-decisions]").TextContent.ShouldContain("15 decisions, of which 2 were undone later");
        page.Find("[data-testid=decisions-apart]").TextContent.ShouldBe("Not counted as decisions: 2 undos.");
        page.Find("[data-testid=people]").TextContent.ShouldContain("ada");
        page.Find("[data-testid=reasons]").TextContent.ShouldContain("no reason given");
        page.Find("[data-testid=times]").TextContent.ShouldContain("1 min 12 s");
        page.Find("[data-testid=confusion] caption").TextContent.ShouldContain("Rows are what the model said");
        page.Find("[data-testid=as-of]").TextContent.ShouldBe("as of 12:03 UTC");
        page.Find("[data-testid=csv-confusion]").GetAttribute("href").ShouldBe("/api/statistics.csv?part=confusion");
    }

    [Fact]
    public async Task While_it_is_asked_there_are_skeletons_in_all_cards()
    {
        var never = new TaskCompletionSource<Backlog>();
        var answers = SampleStatistics
            .Answers()
            .On<GetBacklog, Backlog>(_ => never.Task)
            .On<GetReviewWork, ReviewWork>(_ => new TaskCompletionSource<ReviewWork>().Task)
            .On<GetModelAgreement, ModelAgreement>(_ => new TaskCompletionSource<ModelAgreement>().Task);
        await using var context = new PageContext(answers);

        var page = context.Render<StatisticsPage>();

        page.FindAll(".mud-skeleton").Count.ShouldBe(7);
        page.FindAll("section[aria-busy=true]").Count.ShouldBe(7);
    }

    [Fact]
    public async Task Where_there_is_nothing_every_part_says_so()
    {
        var nothing = SampleStatistics.Backlog with { Groups = [], Ages = [new(0, null, 0)] };
        var idle = SampleStatistics.Work with { Cells = [], Reasons = [], Rejections = 0, Times = [] };
        await using var context = new PageContext(
            SampleStatistics.Answers(nothing, idle, SampleStatistics.Agreement with { Cells = [] }),
            Role.Lead
        );

        var page = context.Render<StatisticsPage>();

        page.WaitForElement("[data-testid=backlog-empty]").TextContent.ShouldStartWith("There are no slicks yet.");
        page.Find("[data-testid=decisions-empty]").TextContent.ShouldBe("No decision in these 3 days.");
        page.FindAll("[data-testid$=-empty]").Count.ShouldBe(7);
    }

    [Fact]
    public async Task A_database_that_is_away_is_said_in_each_part()
    {
        var answers = SampleStatistics
            .Answers()
            .On<GetBacklog, Backlog>(_ => Task.FromException<Backlog>(new Npgsql.NpgsqlException("away")));
        await using var context = new PageContext(answers);

        var page = context.Render<StatisticsPage>();

        page.WaitForAssertion(() =>
            page.FindAll(".mud-alert").ShouldAllBe(alert => alert.TextContent.Contains("did not answer as it should"))
        );
        page.FindAll(".mud-alert").Count.ShouldBe(2);
        page.Find("[data-testid=card-confusion]").TextContent.ShouldContain("Vessel");
    }

    [Fact]
    public async Task An_analyst_is_told_why_there_is_but_the_own_work()
    {
        var own = SampleStatistics.Work with { IsOfEverybody = false };
        await using var context = new PageContext(SampleStatistics.Answers(work: own));

        var page = context.Render<StatisticsPage>();

        page.WaitForElement("[data-testid=people]");
        page.Find("[data-testid=card-people] h2").TextContent.ShouldBe("Your decisions");
        page.Find("[data-testid=card-people]").TextContent.ShouldContain("You see your own work by name");
    }

    [Fact]
    public async Task A_class_that_is_chosen_filters_stands_in_the_address_and_is_a_chip_that_takes_it_away()
    {
        var answers = SampleStatistics.Answers();
        await using var context = new PageContext(answers);
        var page = context.Render<StatisticsPage>();
        page.WaitForElement("[data-testid=backlog-table]");

        await page.Find("[data-testid=filter-class]").ChangeAsync(new ChangeEventArgs { Value = "5" });

        answers.Asked.OfType<GetBacklog>().Last().Filter.Class.ShouldBe(SlickClass.VesselId);
        context.JSInterop.Invocations["slickPages.setQuery"][^1].Arguments.ShouldBe(["class=VESSEL"]);
        page.Find("[data-testid=csv-age]").GetAttribute("href").ShouldBe("/api/statistics.csv?part=age&class=VESSEL");

        await page.Find("[data-testid=chip-class]").ClickAsync(new());
        answers.Asked.OfType<GetBacklog>().Last().Filter.Class.ShouldBeNull();
        page.FindAll("[data-testid=chip-class]").ShouldBeEmpty();
    }

    [Fact]
    public async Task The_filter_of_an_address_is_asked_for_at_once_and_days_are_set_whole()
    {
        var answers = SampleStatistics.Answers();
        await using var context = new PageContext(answers);
        context.Services.GetRequiredService<NavigationManager>().NavigateTo("/statistics?class=NATURAL&to=2026-02-01");

        var page = context.Render<StatisticsPage>();
        page.WaitForElement("[data-testid=backlog-table]");

        answers.Asked.OfType<GetBacklog>().ShouldHaveSingleItem().Filter.Class.ShouldBe(SlickClass.NaturalId);
        page.Find("[data-testid=filter-to]").GetAttribute("value").ShouldBe("2026-01-31");
        await page.Find("[data-testid=filter-decidedTo]").ChangeAsync(new ChangeEventArgs { Value = "2026-03-10" });
        answers.Asked.OfType<GetReviewWork>().Last().Filter.DecidedTo.ShouldBe(new DateTimeOffset(2026, 3, 11, 0, 0, 0, TimeSpan.Zero));
    }

    [Fact]
    public async Task Renew_asks_again_by_the_same_filter()
    {
        var answers = SampleStatistics.Answers();
        await using var context = new PageContext(answers);
        var page = context.Render<StatisticsPage>();
        page.WaitForElement("[data-testid=backlog-table]");

        await page.Find("[data-testid=renew]").ClickAsync(new());

        answers.Asked.OfType<GetBacklog>().Count().ShouldBe(2);
    }

    [Fact]
    public async Task The_table_of_the_bars_comes_when_it_is_opened()
    {
        await using var context = new PageContext(SampleStatistics.Answers(), Role.Lead);
        var page = context.Render<StatisticsPage>();
        page.WaitForElement("[data-testid=decisions-chart]");
        page.FindAll("[data-testid=decisions-table]").ShouldBeEmpty();

        await page.Find("[data-testid=decisions-details]").TriggerEventAsync("ontoggle", EventArgs.Empty);

        page.Find("[data-testid=decisions-table]").TextContent.ShouldContain("30 Mar 2026");
    }

    [Fact]
    public async Task Many_people_are_paged()
    {
        var crowd = SampleStatistics.Work with
        {
            Cells =
            [
                .. Enumerable
                    .Range(1, 30)
                    .Select(n => new WorkCell(new DateOnly(2026, 3, 30), $"person{n:00}", Domain.Decisions.DecisionKind.Validate, n, n, 0)),
            ],
        };
        await using var context = new PageContext(SampleStatistics.Answers(work: crowd), Role.Lead);

        var page = context.Render<StatisticsPage>();

        page.WaitForElement("[data-testid=people]").TextContent.ShouldContain("person30");
        page.Find("[data-testid=people]").TextContent.ShouldNotContain("person20");
        await page.Find("[data-testid=people-after]").ClickAsync(new());
        page.Find("[data-testid=people]").TextContent.ShouldContain("person20");
        page.Find("[data-testid=people-range]").TextContent.ShouldBe("11–20 of 30");
    }
}
