using FsCheck;
using FsCheck.Fluent;
using Review.Data.Slicks.Index;
using Review.Domain.Slicks;

namespace Review.Tests.Slicks;

/// <summary>Sums that are kept as slicks come and go are those that a look at all of them gives.</summary>
public sealed class GroupTotalsTests
{
    private static readonly int[] Classes = [1, 2, 5, 9];

    [Fact]
    public void Whatever_comes_and_goes_the_kept_sums_are_those_of_all_that_is_there() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(ArbMap.Default.ArbFor<int>(), Agrees));

    private static bool Agrees(int seed)
    {
        var random = new Random(seed);
        var columns = new SlickColumns();
        var there = new Dictionary<long, IndexedSlick>();
        for (var step = 0; step < 120; step++)
        {
            if (there.Count > 0 && random.Next(5) < 2)
            {
                var (id, _) = there.ElementAt(random.Next(there.Count));
                columns.Remove(columns.Find(id));
                there.Remove(id);
            }
            else
            {
                var slick = Slick(step + 1, random);
                columns.Add(slick);
                there.Add(slick.Id, slick);
            }
        }

        columns.Totals.Refresh(columns);
        foreach (
            var filter in (SlickFilter[])
                [new(), new(Class: 2), new(State: SlickState.Validated), new(Class: 5, State: SlickState.Pending), new(Validated: false)]
        )
        {
            var kept = IndexSums.Of(columns, new RowFilter(filter));
            // A time that takes all makes it look at the rows.
            var counted = IndexSums.Of(columns, new RowFilter(filter with { From = DateTimeOffset.UnixEpoch }));
            (kept with { Bbox = null }).ShouldBe(counted with { Bbox = null });
            (kept.Bbox ?? []).ShouldBe(counted.Bbox ?? []);
        }

        return true;
    }

    // In all places where a box is special: over the antimeridian, over the prime meridian, beside both.
    private static IndexedSlick Slick(long id, Random random)
    {
        var west = random.Next(4) switch
        {
            0 => 179.5,
            1 => -0.5,
            2 => -179.9 + random.NextDouble(),
            _ => (random.NextDouble() * 358) - 179.5,
        };
        var south = (random.NextDouble() * 160) - 80;
        var state = (SlickState)random.Next(Enum.GetValues<SlickState>().Length);
        return new IndexedSlick(
            id,
            Classes[random.Next(Classes.Length)],
            state,
            0.5,
            1,
            1,
            1e6,
            1e3,
            8,
            new DegreeBox(west, south, west + 1, south + 1),
            west,
            south
        );
    }
}
