using Bunit;
using Review.App.Slicks;
using Review.Domain.Slicks;

namespace Review.Tests.Slicks;

public sealed class SlickFactsTests
{
    private static readonly DateTimeOffset Seen = new(2020, 7, 29, 3, 48, 59, TimeSpan.Zero);

    [Fact]
    public void Metrics_have_units_and_a_sensible_precision()
    {
        using var context = new BunitContext();

        var facts = context.Render<SlickFacts>(parameters =>
            parameters.Add(each => each.Slick, Slick(parts: 1)).Add(each => each.Now, Seen)
        );

        facts.Find("[data-testid=area]").TextContent.Replace('\u202f', ' ').Replace('\u00a0', ' ').ShouldBe("4.66 km²");
    }

    [Fact]
    public void The_largest_part_is_told_of_a_slick_in_several()
    {
        using var context = new BunitContext();

        context
            .Render<SlickFacts>(parameters => parameters.Add(each => each.Slick, Slick(parts: 3)).Add(each => each.Now, Seen))
            .FindAll("dt")
            .Select(term => term.TextContent)
            .ShouldContain("Largest part");
        context
            .Render<SlickFacts>(parameters => parameters.Add(each => each.Slick, Slick(parts: 1)).Add(each => each.Now, Seen))
            .FindAll("dt")
            .Select(term => term.TextContent)
            .ShouldNotContain("Largest part");
    }

    [Fact]
    public void A_scene_s_name_is_text_and_never_markup()
    {
        using var context = new BunitContext();

        var facts = context.Render<SlickFacts>(parameters =>
            parameters.Add(each => each.Slick, Slick(parts: 1) with { Scene = "<b>x</b>" }).Add(each => each.Now, Seen)
        );

        facts.Find(".scene button").TextContent.ShouldBe("<b>x</b>");
    }

    [Fact]
    public void The_case_stands_above_the_version_and_a_union_names_the_cases_that_it_came_of()
    {
        using var context = new BunitContext();

        var facts = context.Render<SlickFacts>(parameters =>
            parameters.Add(each => each.Slick, Slick(parts: 1) with { Case = 447, ParentCases = [12, 13] }).Add(each => each.Now, Seen)
        );

        facts.Find("[data-testid=fact-case]").TextContent.ShouldBe("447");
        facts
            .FindAll("[data-testid=parent-cases] a")
            .Select(link => (link.TextContent, link.GetAttribute("href")))
            .ShouldBe([("12", "/?case=12"), ("13", "/?case=13")]);
        facts.FindAll("dt").Select(term => term.TextContent).ShouldContain("United of cases");
    }

    private static SlickDetails Slick(int parts) =>
        new(
            34930,
            34930,
            [],
            Seen,
            7,
            5,
            0.62,
            null,
            true,
            false,
            SlickState.Pending,
            null,
            118,
            null,
            null,
            null,
            [],
            Seen,
            null,
            4_664_796.9,
            13_490.1,
            4_703.7,
            0.32212,
            0.64439,
            parts,
            4_664_796.9,
            4_664_796.9,
            33.9,
            44.2,
            [33.8, 44.1, 34, 44.3],
            70,
            null
        );
}
