using FsCheck;
using FsCheck.Fluent;
using Review.Domain.Detection;
using Review.Tests.Support;

namespace Review.Tests.Detecting;

/// <summary>Pixels in, WKT out; x eastwards, y southwards.</summary>
public sealed class MaskTracingTests
{
    [Fact]
    public void A_pixel_is_a_square() => Trace("#").ShouldBeShape("MULTIPOLYGON (((0 0, 1 0, 1 1, 0 1, 0 0)))");

    [Fact]
    public void Edges_between_pixels_are_left_out() => Trace("###").ShouldBeShape("MULTIPOLYGON (((0 0, 3 0, 3 1, 0 1, 0 0)))");

    [Fact]
    public void A_ring_of_pixels_has_a_hole() =>
        Trace("###", "#.#", "###").ShouldBeShape("MULTIPOLYGON (((0 0, 3 0, 3 3, 0 3, 0 0), (1 1, 2 1, 2 2, 1 2, 1 1)))");

    [Fact]
    public void Pixels_that_touch_at_a_corner_are_two_polygons() =>
        Trace("#.", ".#").ShouldBeShape("MULTIPOLYGON (((0 0, 1 0, 1 1, 0 1, 0 0)), ((1 1, 2 1, 2 2, 1 2, 1 1)))");

    [Fact]
    public void A_ring_that_closes_at_a_corner_has_a_hole_that_touches_its_outline() =>
        Trace(".##", "#.#", "###").ShouldBeShape("MULTIPOLYGON (((1 0, 3 0, 3 3, 0 3, 0 1, 1 1, 1 0), (1 1, 2 1, 2 2, 1 2, 1 1)))");

    [Fact]
    public void An_island_in_a_hole_is_a_polygon_of_its_own()
    {
        var traced = Trace("#####", "#...#", "#.#.#", "#...#", "#####");

        traced.NumGeometries.ShouldBe(2);
        traced.Area.ShouldBe(17);
        traced.IsValid.ShouldBeTrue();
    }

    [Fact]
    public void Nothing_is_an_empty_outline() => Trace("...", "...").IsEmpty.ShouldBeTrue();

    [Fact]
    public void Any_mask_becomes_a_valid_outline_of_the_same_area() =>
        Prop.ForAll(
                Gen.Choose(1, 12)
                    .SelectMany(width =>
                        Gen.Choose(1, 12)
                            .SelectMany(height =>
                                Gen.Choose(0, 1)
                                    .ArrayOf(width * height)
                                    .Select(bits => (width, height, mask: bits.Select(bit => bit == 1).ToArray()))
                            )
                    )
                    .ToArbitrary(),
                one =>
                {
                    var traced = MaskTracing.Trace(one.mask, one.width, one.height);
                    return (traced.IsEmpty || traced.IsValid) && traced.Area == one.mask.Count(bit => bit);
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    private static NetTopologySuite.Geometries.MultiPolygon Trace(params string[] rows) =>
        MaskTracing.Trace([.. rows.SelectMany(row => row.Select(pixel => pixel == '#'))], rows[0].Length, rows.Length);
}
