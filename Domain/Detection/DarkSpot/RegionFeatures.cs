namespace Review.Domain.Detection.DarkSpot;

/// <summary>What is measured of a dark region, after Solberg et al. (1999), Fiscella et al. (2000) and Brekke and Solberg (2005).</summary>
/// <param name="BestStep">Mean border gradient on the arm where it is highest, in means of what speckle makes.</param>
/// <param name="Sharpness">Border gradient on the middle arm by that on the long one: near 1 where the edge is sharp, near a half where it
/// is diffuse.</param>
/// <param name="Outlined">Share of the outline that lies on an edge.</param>
/// <param name="Steepness">Share of the contrast that is crossed within the short arm: much at a film's edge, little at a lull's.</param>
/// <param name="Surrounds">Contrast of the ring around, by the region's own: high in a lull, below 0 where it is brighter than the sea, as
/// on land and in the gusts around rain.</param>
/// <param name="Rim">Share of the outline at the rim of the image.</param>
/// <param name="Unevenness">Standard deviation of the contrast inside by its mean (the power-to-mean ratio of Solberg et al. 1999): a lull
/// deepens towards its middle, a film less.</param>
/// <param name="Halved">Share of the outline where more than half of the contrast is crossed within the middle arm.</param>
internal sealed record RegionFeatures(
    int AreaPixels,
    double BestStep,
    double Sharpness,
    double Outlined,
    double Steepness,
    double Surrounds,
    double Rim,
    double Unevenness,
    double Halved
)
{
    /// <summary>Logarithms of what grows over orders of magnitude; the first is 1.</summary>
    public double[] Vector() =>
        [
            1,
            Math.Min(Math.Log10(AreaPixels), 3.5),
            Math.Log(Math.Max(0.1, BestStep)),
            Math.Clamp(Sharpness, 0.4, 1.1),
            Outlined,
            Rim,
            Math.Log(Math.Clamp(Steepness, 0.1, 0.5)),
            Math.Clamp(Surrounds, -1, 0),
            Math.Clamp(Unevenness, 0, 1),
        ];

    public double Likelihood(IReadOnlyList<double> weights) =>
        1 / (1 + Math.Exp(-Vector().Zip(weights, (value, weight) => value * weight).Sum()));
}
