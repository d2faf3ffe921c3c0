using Review.Domain.Detection;
using Review.Domain.Scenes;

namespace Review.Tests.Detecting;

/// <summary>How scenes are cut, against the windows of the original system.</summary>
public sealed class WindowGridTests
{
    private static readonly GeoBox Known = new(32.989094, 43.338009, 36.540836, 45.235191);
    private static readonly double[] Offsets = [0, 0.33, 0.66];

    [Fact]
    public void The_known_scene_has_66_base_windows_and_84_in_each_shifted_set()
    {
        var sets = WindowGrid.OfMatrix(Known, 9, 512, Offsets);

        sets.Select(set => (set.Columns, set.Rows, set.Count)).ShouldBe([(11, 6, 66), (12, 7, 84), (12, 7, 84)]);
    }

    [Fact]
    public void The_known_scene_has_the_known_envelope() =>
        WindowGrid.Envelope(Known, 9).ShouldBe(new GeoBox(32.34375, 42.890625, 36.5625, 45.3515625));

    [Fact]
    public void A_window_is_a_tile_of_WorldCRS84Quad() =>
        WindowGrid.OfMatrix(Known, 9, 512, [0])[0].WindowBox(0).Width.ShouldBe(0.3515625, 1e-12);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Every_set_covers_the_scene(int set)
    {
        var box = WindowGrid.OfMatrix(Known, 9, 512, Offsets)[set].Box;

        box.West.ShouldBeLessThanOrEqualTo(Known.West);
        box.South.ShouldBeLessThanOrEqualTo(Known.South);
        box.East.ShouldBeGreaterThanOrEqualTo(Known.East);
        box.North.ShouldBeGreaterThanOrEqualTo(Known.North);
    }

    [Fact]
    public void Windows_of_a_scene_over_the_antimeridian_go_on_above_180()
    {
        var set = WindowGrid.OfMatrix(new GeoBox(179.5, 10, 181, 11), 9, 512, [0])[0];

        set.Box.West.ShouldBeLessThanOrEqualTo(179.5);
        set.Box.East.ShouldBeInRange(181, 181.36);
    }

    [Fact]
    public void A_scene_that_ends_on_the_edge_of_a_tile_does_not_reach_into_the_next() =>
        WindowGrid.OfMatrix(new GeoBox(-74.53125, 35.859375, -74.1796875, 36.2109375), 9, 512, [0])[0].Count.ShouldBe(1);

    [Fact]
    public void The_windows_of_a_set_are_the_set()
    {
        var set = WindowGrid.OfOwnPixels(new GeoBox(0, 0, 1, 1), 700, 300, 256, Offsets)[1];
        var boxes = Enumerable.Range(0, set.Count).Select(window => set.WindowBox(window)).ToList();

        boxes.Min(box => box.West).ShouldBe(set.Box.West, 1e-12);
        boxes.Max(box => box.North).ShouldBe(set.Box.North, 1e-12);
        boxes.Sum(box => box.Width * box.Height).ShouldBe(set.Box.Width * set.Box.Height, 1e-9);
    }

    [Fact]
    public void Context_surrounds_a_window_by_whole_pixels()
    {
        var set = WindowGrid.OfWholeImage(new GeoBox(0, 0, 1, 1), 100, 100)[0];

        set.WindowBox(0, 10).West.ShouldBe(-0.1, 1e-12);
        set.WindowBox(0, 10).North.ShouldBe(1.1, 1e-12);
    }
}
