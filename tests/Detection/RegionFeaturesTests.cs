using Review.Domain.Detection.DarkSpot;

namespace Review.Tests.Detecting;

/// <summary>What makes a dark region a slick.</summary>
public sealed class RegionFeaturesTests
{
    private static readonly IReadOnlyList<double> Weights = new DarkSpotParameters().Weights;

    // Of a slick a kilometre wide in a window of 512 pixels: large, dark, with an edge all around.
    private static readonly RegionFeatures Slick = new(
        AreaPixels: 2_000,
        BestStep: 8,
        Sharpness: 0.9,
        Outlined: 0.95,
        Steepness: 0.45,
        Surrounds: 0.05,
        Rim: 0,
        Unevenness: 0.2,
        Halved: 0.9
    );

    [Fact]
    public void Every_feature_has_a_weight() => Slick.Vector().Length.ShouldBe(DarkSpotParameters.WeighedFeatures);

    [Fact]
    public void A_dark_region_with_an_edge_all_around_is_likely() => Slick.Likelihood(Weights).ShouldBeGreaterThan(0.9);

    [Fact]
    public void A_front_with_a_broad_edge_on_one_side_and_the_rim_on_the_others_is_unlikely() =>
        (Slick with { AreaPixels = 90_000, Rim = 0.6, BestStep = 4, Sharpness = 0.6, Steepness = 0.15 })
            .Likelihood(Weights)
            .ShouldBeLessThan(0.2);

    [Fact]
    public void A_large_film_with_a_sharp_edge_stays_likely_though_the_rim_cuts_much_of_it_off() =>
        (Slick with { AreaPixels = 40_000, Rim = 0.35 }).Likelihood(Weights).ShouldBeGreaterThan(0.8);

    [Fact]
    public void A_slick_that_the_rim_cuts_off_stays_likely() => (Slick with { Rim = 0.15 }).Likelihood(Weights).ShouldBeGreaterThan(0.8);

    [Fact]
    public void A_lull_with_diffuse_edges_is_unlikely() =>
        (Slick with { BestStep = 2, Sharpness = 0.5, Outlined = 0.4, Steepness = 0.12, Unevenness = 0.4 })
            .Likelihood(Weights)
            .ShouldBeLessThan(0.1);

    [Fact]
    public void What_lies_beside_something_brighter_than_the_sea_is_less_likely() =>
        (Slick with { Surrounds = -0.8 }).Likelihood(Weights).ShouldBeLessThan(Slick.Likelihood(Weights));
}
