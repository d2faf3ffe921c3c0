using Review.Data.Slicks.Index;
using Review.Domain.Slicks;
using Review.Domain.Tiles;
using Review.Tests.Support;

namespace Review.Tests.Slicks;

/// <summary>Which slicks the index counts into which tile.</summary>
public sealed class SlickIndexTilesTests(Desk desk) : SlickIndexes(desk), IClassFixture<Desk>
{
    [Fact]
    public async Task A_decision_changes_the_version_of_the_tiles_over_it_and_of_no_other()
    {
        var slick = await Desk.GivenSlick("POLYGON ((12 40, 12.02 40, 12.02 40.01, 12 40.01, 12 40))");
        await CatchUp();
        var tiles = new[]
        {
            new TileAddress(0, 0, 0),
            Over(4, 12.01, 40.005),
            Over(11, 12.01, 40.005),
            Over(4, -70, 20),
            Over(11, 12.9, 40.005),
        };
        var before = tiles.Select(tile => index.VersionUnder(new TileArea(tile), byScene: false)).ToList();

        await Desk.Validate(slick);
        await CatchUp();

        tiles
            .Select((tile, at) => index.VersionUnder(new TileArea(tile), byScene: false) > before[at])
            .ShouldBe([true, true, true, false, false]);
    }

    [Fact]
    public async Task A_slick_over_the_antimeridian_is_in_the_tiles_on_both_sides()
    {
        var slick = await Desk.GivenSlick(
            "MULTIPOLYGON (((179.9 10, 180 10, 180 10.1, 179.9 10.1, 179.9 10)), ((-180 10, -179.9 10, -179.9 10.1, -180 10.1, -180 10)))"
        );
        await CatchUp();

        Outlines(Over(9, 179.95, 10.05)).ShouldContain(slick);
        Outlines(Over(9, -179.95, 10.05)).ShouldContain(slick);
        Outlines(Over(9, 0, 10.05)).ShouldNotContain(slick);
    }

    [Fact]
    public async Task A_slick_near_the_pole_is_in_the_last_row()
    {
        var slick = await Desk.GivenSlick("POLYGON ((10 84.9, 20 84.9, 20 86, 10 86, 10 84.9))");
        await CatchUp();

        Outlines(new TileAddress(4, 8, 0)).ShouldContain(slick);
    }

    [Fact]
    public async Task A_slick_larger_than_a_tile_is_in_all_that_it_covers()
    {
        var slick = await Desk.GivenSlick("POLYGON ((60 -40, 78 -40, 78 -25, 60 -25, 60 -40))");
        await CatchUp();

        Outlines(Over(9, 69, -32)).ShouldContain(slick);
        Outlines(Over(12, 77.9, -25.1)).ShouldContain(slick);
        Outlines(Over(9, 80, -32)).ShouldNotContain(slick);
    }

    [Fact]
    public async Task Each_slick_is_counted_once_in_the_points_of_a_zoom()
    {
        await Desk.GivenSlicks(60);
        await CatchUp();
        var all = (await Desk.Active()).Length;

        foreach (var zoom in new[] { 0, 1, 2, 3, 5 })
        {
            var side = 1 << zoom;
            var tiles =
                from x in Enumerable.Range(0, side)
                from y in Enumerable.Range(0, side)
                select Contents(new TileAddress(zoom, x, y));
            (tiles.Sum(tile => tile.Points.Sum(point => point.N)) + tiles.SelectMany(tile => tile.Outlines).Distinct().Count()).ShouldBe(
                all,
                $"zoom {zoom}"
            );
        }
    }

    private static TileAddress Over(int zoom, double longitude, double latitude) =>
        new(zoom, (int)(WebMap.X(longitude) >> (32 - zoom)), (int)(WebMap.Y(latitude) >> (32 - zoom)));

    private TileContents Contents(TileAddress tile) =>
        index.Read((all, grid) => TileContents.Of(all, grid, new TileArea(tile), new RowFilter(new SlickFilter())));

    private long[] Outlines(TileAddress tile) => Contents(tile).Outlines;
}
