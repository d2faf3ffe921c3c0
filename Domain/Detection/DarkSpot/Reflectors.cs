namespace Review.Domain.Detection.DarkSpot;

/// <summary>Ships and platforms: a few pixels far brighter than the sea beside them.</summary>
internal static class Reflectors
{
    // They are cut down before the mean beside them is taken, or it would be theirs.
    private const float MostOfSea = 8;
    private const int RadiusPixels = 10;

    /// <param name="seaQuantile">Of the intensities, what is taken for the sea.</param>
    /// <param name="factor">So many times the mean beside it makes a pixel a reflector, which becomes that mean.</param>
    public static float[] LeaveOut(float[] intensity, bool[] isData, int width, int height, double seaQuantile, double factor)
    {
        var middle = (float)SpeckleFilter.QuantileOf(intensity, i => isData[i], seaQuantile);
        var clipped = new float[intensity.Length];
        for (var i = 0; i < clipped.Length; i++)
        {
            clipped[i] = Math.Min(intensity[i], MostOfSea * middle);
        }

        var local = Smoothing.Box(clipped, width, height, RadiusPixels);
        for (var i = 0; i < clipped.Length; i++)
        {
            clipped[i] = intensity[i] > factor * local[i] ? local[i] : clipped[i];
        }

        return clipped;
    }
}
