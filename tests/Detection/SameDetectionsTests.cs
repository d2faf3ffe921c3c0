using Review.Domain.Detection;
using Review.Tests.Support;

namespace Review.Tests.Detecting;

/// <summary>When two detections are one.</summary>
public sealed class SameDetectionsTests
{
    [Theory]
    [InlineData("POLYGON ((0 0, 2 0, 2 2, 0 2, 0 0))", "POLYGON ((1 0, 3 0, 3 2, 1 2, 1 0))", true)]
    [InlineData("POLYGON ((0 0, 2 0, 2 2, 0 2, 0 0))", "POLYGON ((1.8 0, 3.8 0, 3.8 2, 1.8 2, 1.8 0))", false)]
    [InlineData("POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0))", "POLYGON ((8.4 1, 9.4 1, 9.4 2, 8.4 2, 8.4 1))", true)]
    [InlineData("POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0))", "POLYGON ((8.6 1, 9.6 1, 9.6 2, 8.6 2, 8.6 1))", false)]
    public void Two_are_one_by_IoU_or_by_inclusion(string one, string other, bool same) =>
        SameDetections.AreSame(Wkt.Outlines(one), Wkt.Outlines(other), 0.2, 0.5).ShouldBe(same);

    [Fact]
    public void The_most_confident_stays_and_says_how_many_sets_saw_it()
    {
        var kept = SameDetections.Reduce(
            [
                Of("POLYGON ((0 0, 2 0, 2 2, 0 2, 0 0))", 0, 0.8f),
                Of("POLYGON ((0 0, 2 0, 2 2.2, 0 2.2, 0 0))", 1, 0.9f),
                Of("POLYGON ((5 5, 6 5, 6 6, 5 6, 5 5))", 2, 0.99f),
            ],
            0.2,
            0.5,
            _ => 2
        );

        var (best, sets) = kept.ShouldHaveSingleItem();
        best.Set.ShouldBe(1);
        sets.ShouldBe(2);
    }

    [Theory]
    [InlineData(2, 1)]
    [InlineData(3, 0)]
    public void How_many_sets_must_see_one_may_depend_on_it(int neededWhenLarge, int kept)
    {
        const string large = "POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0))";

        SameDetections
            .Reduce([Of(large, 0, 0.8f), Of(large, 1, 0.9f)], 0.2, 0.5, one => one.Outline.Area > 50 ? neededWhenLarge : 2)
            .Count.ShouldBe(kept);
    }

    [Fact]
    public void The_order_of_what_was_found_does_not_matter()
    {
        var random = new Random(5);
        var all = Enumerable
            .Range(0, 60)
            .Select(i => Of($"POLYGON (({Box(random.Next(20), random.Next(20), 3)}))", i % 3, 0.9f, i))
            .ToList();
        string Kept(IEnumerable<IslandOutline> found) =>
            string.Join(",", SameDetections.Reduce(found, 0.2, 0.5, _ => 2).Select(one => one.Best.Number));

        Kept(all.OrderBy(_ => random.Next())).ShouldBe(Kept(all));
    }

    private static string Box(int x, int y, int size) => $"{x} {y}, {x + size} {y}, {x + size} {y + size}, {x} {y + size}, {x} {y}";

    private static IslandOutline Of(string wkt, int set, float confidence, int number = 0) =>
        new(Wkt.Outlines(wkt), set, number, new Island(0, 0, 1, 1, [true], [confidence], 9, 0));
}
