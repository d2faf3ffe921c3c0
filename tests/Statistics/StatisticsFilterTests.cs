using Microsoft.AspNetCore.WebUtilities;
using Review.App.Statistics;
using Review.Domain;
using Review.Domain.Slicks;
using Review.Domain.Statistics;

namespace Review.Tests.Statistics;

/// <summary>The filter of the statistics as text, and as people set it.</summary>
public sealed class StatisticsFilterTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 31, 22, 15, 0, TimeSpan.Zero);

    [Fact]
    public void What_is_printed_is_read_as_the_same_filter()
    {
        var filter = new StatisticsFilter(
            new SlickFilter(Class: SlickClass.VesselId, From: Now.AddDays(-9), Scene: "S1A"),
            Now.AddDays(-3),
            Now
        );

        var printed = filter.Print().ToDictionary();

        printed["decidedTo"].ShouldBe("2026-03-31T22:15:00Z");
        StatisticsFilter.Read(printed.GetValueOrDefault).ShouldBe(filter);
        StatisticsFilter.ReadWhatCanBe(printed.GetValueOrDefault).ShouldBe(filter);
    }

    [Theory]
    [InlineData("asof=2026-01-31", "asof")]
    [InlineData("active=false", "active")]
    [InlineData("decidedFrom=yesterday", "decidedFrom")]
    [InlineData("class=99", "class")]
    public void What_statistics_do_not_take_is_refused_by_its_name_and_left_out_of_an_address(string query, string field)
    {
        Should.Throw<RuleBrokenException>(() => StatisticsFilter.Read(Values(query))).Field.ShouldBe(field);
        StatisticsFilter.ReadWhatCanBe(Values(query)).ShouldBe(new StatisticsFilter(new SlickFilter()));
    }

    [Fact]
    public void Without_a_span_it_is_of_thirty_days_that_end_with_today()
    {
        var span = new StatisticsFilter(new SlickFilter()).Span(Now);

        (span.Days.Count, span.Days[0], span.Days[^1]).ShouldBe((30, new DateOnly(2026, 3, 2), new DateOnly(2026, 3, 31)));
    }

    [Fact]
    public void A_span_touches_every_day_that_it_has_a_moment_of()
    {
        new DecisionSpan(Now, Now.AddHours(2)).Days.Count.ShouldBe(2);
        new DecisionSpan(Now, Now).Days.ShouldHaveSingleItem();
        new DecisionSpan(Now, Now.AddDays(-5)).Days.ShouldBeEmpty();
    }

    [Fact]
    public void A_field_of_days_means_its_last_day_whole_and_says_it_again()
    {
        var end = FilterTexts.DayOf("2026-01-31", isEnd: true, out var isUnderWay);

        (end, isUnderWay).ShouldBe((new DateTimeOffset(2026, 2, 1, 0, 0, 0, TimeSpan.Zero), false));
        FilterTexts.FieldOf(end, isEnd: true).ShouldBe("2026-01-31");
        FilterTexts.FieldOf(FilterTexts.DayOf("2026-01-31", isEnd: false, out _), isEnd: false).ShouldBe("2026-01-31");
    }

    [Theory]
    [InlineData("0202-01-31")]
    [InlineData("no day")]
    public void A_year_that_is_being_typed_changes_nothing(string text)
    {
        FilterTexts.DayOf(text, isEnd: false, out var isUnderWay).ShouldBeNull();
        isUnderWay.ShouldBeTrue();
    }

    [Fact]
    public void Each_chip_takes_its_own_member_away()
    {
        var filter = new StatisticsFilter(
            new SlickFilter(null, SlickClass.VesselId, null, false, SlickState.Pending, Now, Now, 0.5, "S1A", null, 7),
            Now,
            new DateTimeOffset(2026, 4, 1, 0, 0, 0, TimeSpan.Zero)
        );

        var chips = FilterTexts.Chips(filter);

        chips.Select(chip => chip.Name).ShouldBe(filter.Print().Select(pair => pair.Key), ignoreOrder: true);
        foreach (var chip in chips)
        {
            chip.Without.Print().Select(pair => pair.Key).ShouldBe(filter.Print().Select(pair => pair.Key).Except([chip.Name]));
        }

        chips.Single(chip => chip.Name == "decidedTo").Text.ShouldBe("Decided to 31 Mar 2026");
        chips.Single(chip => chip.Name == "decidedFrom").Text.ShouldBe("Decided from 31 Mar 2026 22:15 UTC");
    }

    private static Func<string, string?> Values(string query)
    {
        var values = QueryHelpers.ParseQuery(query);
        return name => values.TryGetValue(name, out var value) ? value.ToString() : null;
    }
}
