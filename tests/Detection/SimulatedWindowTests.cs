using Review.Domain.Simulation;

namespace Review.Tests.Detecting;

/// <summary>Simulated windows of 8 bits: the same for the same seed, of every kind, and dark where they say so.</summary>
public sealed class SimulatedWindowTests
{
    private static readonly IReadOnlyList<string> WithSlicks = ["line", "area", "patches", "most"];
    private static readonly IReadOnlyList<SimulatedWindow> Windows =
    [
        .. Enumerable.Range(100, 40).AsParallel().AsOrdered().Select(SimulatedWindow.Make),
    ];

    [Fact]
    public void The_same_seed_makes_the_same_window()
    {
        var again = SimulatedWindow.Make(100);

        again.Amplitude.ShouldBe(Windows[0].Amplitude);
        again.Slick.ShouldBe(Windows[0].Slick);
    }

    [Fact]
    public void Kinds_with_slicks_have_them_and_the_others_have_none() =>
        Windows.ShouldAllBe(window => window.Slick.Contains(true) == WithSlicks.Contains(window.Kind));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Windows_with_slicks_and_without_come_in_several_kinds(bool isSlick) =>
        Windows
            .Where(window => window.Slick.Contains(true) == isSlick)
            .Select(window => window.Kind)
            .Distinct()
            .Count()
            .ShouldBeGreaterThanOrEqualTo(3);

    [Fact]
    public void They_are_squares_of_256_to_512_pixels() =>
        Windows.ShouldAllBe(window =>
            window.Size >= 256
            && window.Size <= 512
            && window.Amplitude.Length == window.Size * window.Size
            && window.Slick.Length == window.Amplitude.Length
        );

    [Fact]
    public void In_a_third_of_those_with_slicks_the_slick_is_most_of_what_there_is_to_see()
    {
        var covers = Windows
            .Select(window => window.Slick.Count(pixel => pixel) / (double)window.Slick.Length)
            .Where(cover => cover > 0)
            .ToList();

        covers.Count(cover => cover >= 0.4).ShouldBeInRange(covers.Count / 5, covers.Count / 2);
    }

    [Fact]
    public void Slicks_are_darker_than_the_sea_in_most_of_them()
    {
        var slicks = Windows.Where(window => window.Slick.Contains(true)).ToList();

        slicks.Count(window => Mean(window, true) < 0.8 * Mean(window, false)).ShouldBeGreaterThan(slicks.Count * 2 / 3);
    }

    private static double Mean(SimulatedWindow window, bool inside) =>
        window.Amplitude.Where((_, i) => window.Slick[i] == inside).Average(value => (double)value);
}
