using Review.Domain.Detection;

namespace Review.Tests.Runs;

/// <summary>What a new run does with what earlier runs had found in its scene.</summary>
public sealed class ReprocessingTests
{
    [Fact]
    public void The_first_run_of_a_scene_replaces_nothing_and_all_it_found_is_new()
    {
        var ruling = Reprocessing.Rule([], 2, []);

        ruling.Replaced.ShouldBeEmpty();
        Entering(ruling).ShouldBe(["0:", "1:"]);
        ruling.Compared.ShouldBeEmpty();
    }

    [Fact]
    public void What_nobody_has_reviewed_gives_way_also_where_the_new_run_found_nothing() =>
        Reprocessing.Rule([7, 8], 0, []).Replaced.ShouldBe([7, 8]);

    [Fact]
    public void A_detection_that_shows_replaced_slicks_again_has_them_as_parents() =>
        Entering(Reprocessing.Rule([7, 8, 9], 2, [new(1, 9, 0.4), new(1, 7, 0.5)])).ShouldBe(["0:", "1:7,9"]);

    [Fact]
    public void A_detection_that_a_reviewed_slick_covers_is_set_against_it_and_becomes_no_slick()
    {
        var ruling = Reprocessing.Rule([], 2, [new(0, 5, 0.6)]);

        Entering(ruling).ShouldBe(["1:"]);
        ruling.Compared.ShouldBe([new OverlapWithSlick(0, 5, 0.6)]);
        ruling.Replaced.ShouldBeEmpty();
    }

    [Fact]
    public void A_detection_over_a_reviewed_and_an_unreviewed_slick_is_compared_and_the_unreviewed_one_gives_way()
    {
        var ruling = Reprocessing.Rule([7], 1, [new(0, 5, 0.4), new(0, 7, 0.4)]);

        ruling.Replaced.ShouldBe([7]);
        ruling.Entering.ShouldBeEmpty();
        ruling.Compared.ShouldBe([new OverlapWithSlick(0, 5, 0.4)]);
    }

    [Fact]
    public void A_detection_that_two_reviewed_slicks_cover_is_set_against_both_and_counts_once()
    {
        var ruling = Reprocessing.Rule([], 1, [new(0, 6, 0.4), new(0, 5, 0.4)]);

        ruling.Compared.ShouldBe([new OverlapWithSlick(0, 5, 0.4), new OverlapWithSlick(0, 6, 0.4)]);
        ruling.Covered.ShouldBe(1);
    }

    [Theory]
    [InlineData(0.3, 1)]
    [InlineData(0.29, 0)]
    public void Less_overlap_than_a_third_or_so_is_another_slick(double iou, int compared)
    {
        Reprocessing.Rule([], 1, [new(0, 5, iou)]).Compared.Count.ShouldBe(compared);
        Entering(Reprocessing.Rule([5], 1, [new(0, 5, iou)])).ShouldBe([compared == 1 ? "0:5" : "0:"]);
    }

    private static IEnumerable<string> Entering(ReprocessingRuling ruling) =>
        ruling.Entering.Select(one => $"{one.Detection}:{string.Join(',', one.Parents)}");
}
