namespace Review.Domain.Detection.DarkSpot;

/// <summary>
/// Land in a window, as the pixels show it. It is bright and rough over many pixels; left in, it would draw the sea's surface to itself,
/// and the sea beside it would look dark.
/// </summary>
internal static class Shore
{
    // The water that brightness and roughness are compared with: the smoothest fifth, and the middle of what is not much rougher.
    private const double SmoothestShare = 0.2;
    private const double WaterRoughness = 1.7;

    // A ship is bright too, but small: only what fills so much of a neighbourhood that many times as large is land, and then with its
    // margin.
    private const float FilledShare = 0.4f;
    private const int NeighbourhoodScales = 3;

    /// <returns>Which pixels are land; null when none is.</returns>
    public static bool[]? Find(float[] intensity, bool[] isData, int width, int height, DarkSpotParameters parameters)
    {
        var rough = Rough(intensity, isData, width, height, parameters);
        var scale = NeighbourhoodScales * parameters.LandScalePixels;
        var share = Smoothing.Box(rough, width, height, scale);
        var core = new float[rough.Length];
        for (var i = 0; i < rough.Length; i++)
        {
            core[i] = share[i] > FilledShare ? 1 : 0;
        }

        if (Array.TrueForAll(core, one => one == 0))
        {
            return null;
        }

        var margin = Smoothing.Box(core, width, height, scale);
        var isLand = new bool[rough.Length];
        for (var i = 0; i < rough.Length; i++)
        {
            isLand[i] = core[i] > 0 || (margin[i] > 0 && rough[i] > 0);
        }

        return isLand;
    }

    // 1 where it is much brighter and rougher than water.
    private static float[] Rough(float[] intensity, bool[] isData, int width, int height, DarkSpotParameters parameters)
    {
        var (mean, variation) = SpeckleFilter.Variation(intensity, width, height, 3);
        var roughness = Smoothing.Box(variation, width, height, parameters.LandScalePixels);
        var level = Smoothing.Box(mean, width, height, parameters.LandScalePixels);
        var smoothest = SpeckleFilter.QuantileOf(roughness, i => isData[i], SmoothestShare);
        var sea = SpeckleFilter.QuantileOf(level, i => isData[i] && roughness[i] < WaterRoughness * smoothest, 0.5);
        var rough = new float[intensity.Length];
        for (var i = 0; i < rough.Length; i++)
        {
            rough[i] =
                isData[i] && level[i] > parameters.LandBrightness * sea && roughness[i] > parameters.LandRoughness * smoothest ? 1 : 0;
        }

        return rough;
    }
}
