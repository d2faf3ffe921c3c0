using Bunit;
using Review.App.Slicks;
using Review.Domain.Slicks;

namespace Review.Tests.Slicks;

public sealed class SlickTimelineTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 10, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_split_and_a_merge_are_told_and_can_be_restored()
    {
        using var context = new BunitContext();

        var timeline = context.Render<SlickTimeline>(parameters =>
            parameters.Add(it => it.History, SplitThenMerged()).Add(it => it.Slick, 4).Add(it => it.Now, Now)
        );

        timeline.FindAll(".event").Select(item => item.TextContent).ShouldBe(["Merged 2 slicks", "Split into 2", "Detected as Vessel"]);
        timeline.Find("[data-testid=history-item-2]").GetAttribute("data-inputs").ShouldBe("2,3");
        timeline.FindAll("[data-restore]").Count.ShouldBe(2);
    }

    [Fact]
    public void What_was_undone_cannot_be_restored_again()
    {
        using var context = new BunitContext();
        var history = SplitThenMerged();
        var undone = history with { Decisions = [history.Decisions[0] with { UndoneBy = 9 }, history.Decisions[1]] };

        var timeline = context.Render<SlickTimeline>(parameters =>
            parameters.Add(it => it.History, undone).Add(it => it.Slick, 4).Add(it => it.Now, Now)
        );

        timeline.FindAll("[data-testid=restore-2]").ShouldBeEmpty();
        timeline.FindAll("[data-testid=restore-1]").Count.ShouldBe(1);
    }

    [Fact]
    public void In_the_past_nothing_can_be_restored()
    {
        using var context = new BunitContext();

        var timeline = context.Render<SlickTimeline>(parameters =>
            parameters.Add(it => it.History, SplitThenMerged()).Add(it => it.Slick, 4).Add(it => it.Now, Now).Add(it => it.IsPast, true)
        );

        timeline.FindAll("[data-restore]").ShouldBeEmpty();
        timeline.FindAll("[data-show-decision]").Count.ShouldBe(2);
    }

    [Fact]
    public void A_decision_names_the_version_that_it_made_and_the_case_where_one_begins()
    {
        using var context = new BunitContext();
        var history = new SlickHistory(
            [Version(3, [2], 2, active: true) with { Case = 2 }, Version(2, [1], 1) with { Case = 2 }, Version(1, [], null)],
            [Decision(2, "annotate", [2], [3]), Decision(1, "split", [1], [2, 9])]
        );

        var timeline = context.Render<SlickTimeline>(parameters =>
            parameters.Add(it => it.History, history).Add(it => it.Slick, 3).Add(it => it.Now, Now)
        );

        timeline.Find("[data-testid=history-item-2] small").TextContent.ShouldContain("version 3");
        timeline.Find("[data-testid=history-item-1] small").TextContent.ShouldContain("case 2");
    }

    [Fact]
    public void A_reason_with_markup_is_text()
    {
        using var context = new BunitContext();
        var history = SplitThenMerged();
        var marked = history with { Decisions = [history.Decisions[0] with { Reason = "<b>bold</b>" }, history.Decisions[1]] };

        var timeline = context.Render<SlickTimeline>(parameters =>
            parameters.Add(it => it.History, marked).Add(it => it.Slick, 4).Add(it => it.Now, Now)
        );

        timeline.Find("q").TextContent.ShouldBe("<b>bold</b>");
    }

    [Fact]
    public void The_lineage_of_a_split_and_a_merge_is_drawn_a_chain_is_not()
    {
        var drawing = LineageDrawing.Of(SplitThenMerged(), 4);

        drawing.IsChain.ShouldBeFalse();
        drawing.Nodes.Count.ShouldBe(4);
        drawing.Edges.Count.ShouldBe(4);
        LineageDrawing.Of(new SlickHistory([Version(1, [], null, active: true)], []), 1).IsChain.ShouldBeTrue();
    }

    private static SlickHistory SplitThenMerged() =>
        new(
            [Version(4, [2, 3], 2, active: true), Version(3, [1], 1), Version(2, [1], 1), Version(1, [], null)],
            [Decision(2, "merge", [2, 3], [4]), Decision(1, "split", [1], [2, 3])]
        );

    private static HistoryVersion Version(long id, long[] parents, long? decision, bool active = false) =>
        new(
            id,
            parents.Length == 1 ? parents[0] : id,
            parents,
            decision,
            active,
            SlickState.Pending,
            Class: SlickClass.VesselId,
            HumanConfidence: null,
            MachineConfidence: 0.6,
            AreaM2: 1e6,
            Notes: null,
            Model: "test",
            Now,
            DeactivatedAt: null
        );

    private static HistoryDecision Decision(long id, string kind, long[] inputs, long[] outputs) =>
        new(
            id,
            Now,
            kind,
            "analyst",
            Reason: null,
            Comment: null,
            inputs,
            outputs,
            inputs.Length,
            outputs.Length,
            Undoes: null,
            UndoneBy: null
        );
}
