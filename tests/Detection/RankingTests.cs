using Review.Bench;

namespace Review.Tests.Detecting;

/// <summary>The measures of the benches, on cases counted by hand.</summary>
public sealed class RankingTests
{
    [Fact]
    public void An_order_that_puts_all_of_the_truth_first_has_1() =>
        Ranking.Auc([0.9f, 0.8f, 0.1f, 0.2f], [true, true, false, false]).ShouldBe(1);

    [Fact]
    public void One_pair_of_four_in_the_wrong_order_costs_a_quarter() =>
        Ranking.Auc([0.9f, 0.3f, 0.5f, 0.1f], [true, true, false, false]).ShouldBe(0.75);

    [Fact]
    public void Equal_values_count_half() => Ranking.Auc([1, 1, 1, 1], [true, false, true, false]).ShouldBe(0.5);

    [Fact]
    public void Without_any_truth_there_is_no_order() => Ranking.Auc([1, 2], [false, false]).ShouldBe(double.NaN);

    [Fact]
    public void Two_of_four_pixels_in_common_are_a_half() =>
        Ranking.Iou([true, true, true, false], [false, true, true, true]).ShouldBe(0.5);

    [Fact]
    public void Nothing_marked_where_nothing_is_agrees() => Ranking.Iou([false, false], [false, false]).ShouldBe(1);

    [Fact]
    public void The_threshold_lies_between_two_heaps()
    {
        float[] heaps = [.. Enumerable.Range(0, 100).Select(i => i % 10 == 0 ? 50 + (i / 100f) : 10 + (i / 100f))];

        Ranking.Otsu(heaps).ShouldBeInRange(11, 50);
    }
}
