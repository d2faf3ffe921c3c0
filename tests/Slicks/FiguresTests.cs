using Review.App.Slicks;

namespace Review.Tests.Slicks;

public sealed class FiguresTests
{
    private static readonly DateTimeOffset Noon = new(2026, 6, 10, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(4_664_796.9, "4.66\u202fkm²")]
    [InlineData(850, "850\u202fm²")]
    [InlineData(1_234_567_890, "1\u2009234.6\u202fkm²")]
    public void Areas_have_units_and_sensible_precision(double areaM2, string text) => Figures.Area(areaM2).ShouldBe(text);

    [Theory]
    [InlineData(20, "just now")]
    [InlineData(150, "2 min ago")]
    [InlineData(7_200, "2 h ago")]
    [InlineData(90_000, "yesterday")]
    [InlineData(9_000_000, "26 Feb 2026")]
    public void Times_are_relative_for_a_week(int seconds, string text) => Figures.Ago(Noon.AddSeconds(-seconds), Noon).ShouldBe(text);

    [Fact]
    public void Ids_are_grouped() => Figures.Id(34930).ShouldBe("34\u2009930");

    [Fact]
    public void A_position_names_its_hemispheres() => Figures.Position(-74.4785, 36.0961).ShouldBe("36.0961° N 74.4785° W");
}
