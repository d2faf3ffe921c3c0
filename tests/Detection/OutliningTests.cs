using Review.Domain.Detection;

namespace Review.Tests.Detecting;

/// <summary>From pixels to an outline that the ledger takes.</summary>
public sealed class OutliningTests
{
    private const int Size = 60;
    private static readonly WindowSet Pixels = new(0, 10, 50, 1, 1, Size, Size, 0.001, 0.001);

    [Fact]
    public void A_plain_shape_keeps_its_place_and_nearly_its_area()
    {
        var outline = Outlining.Of(Island((column, row) => column is > 5 and < 55 && row is > 20 and < 30), Pixels);

        outline.IsValid.ShouldBeTrue();
        (outline.Area / (49 * 9 * 1e-6)).ShouldBe(1, 0.1);
        (Math.Round(outline.EnvelopeInternal.MinX, 3), Math.Round(outline.EnvelopeInternal.MaxY, 3)).ShouldBe((10.006, 49.979));
    }

    [Theory]
    [InlineData(100)]
    [InlineData(20)]
    public void What_is_full_of_specks_gets_no_more_vertices_than_allowed(int most)
    {
        static bool IsSpecked(int column, int row) => column % 6 is not (2 or 3 or 4) || row % 6 is not (2 or 3 or 4);
        Outlining.Of(Island(IsSpecked), Pixels).NumPoints.ShouldBeGreaterThan(most);

        var outline = Outlining.Of(Island(IsSpecked), Pixels, most);

        outline.NumPoints.ShouldBeLessThanOrEqualTo(most);
        outline.IsValid.ShouldBeTrue();
        outline.Area.ShouldBeGreaterThan(0.7 * Size * Size * 1e-6);
    }

    private static Island Island(Func<int, int, bool> isInside) =>
        new(0, 0, Size, Size, [.. Enumerable.Range(0, Size * Size).Select(at => isInside(at % Size, at / Size))], [1], 9, 0);
}
