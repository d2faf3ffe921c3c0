using System.Globalization;

namespace Review.Bench;

/// <summary>What is asked of one figure. One of the bounds is there.</summary>
internal sealed record Limit(string Figure, double? AtLeast = null, double? AtMost = null)
{
    /// <returns>The figure with what is asked of it; the verdict has heard it.</returns>
    public string In(Verdict verdict, double seen, string format = "0.000")
    {
        var value = seen.ToString(format, CultureInfo.InvariantCulture);
        if (AtLeast is { } least)
        {
            verdict.AtLeast(Figure, seen, least);
            return string.Create(CultureInfo.InvariantCulture, $"{value} (asked at least {least})");
        }

        verdict.AtMost(Figure, seen, AtMost!.Value);
        return string.Create(CultureInfo.InvariantCulture, $"{value} (asked at most {AtMost})");
    }
}

/// <summary>What is asked of detection.</summary>
internal static class DetectLimits
{
    public static readonly Limit PixelF1 = new("pixel F1 of the scenes", AtLeast: 0.75);
    public static readonly Limit InstanceRecall = new("instance recall of the scenes", AtLeast: 0.85);
    public static readonly Limit InstancePrecision = new("precision of the scenes' detections", AtLeast: 0.7);
    public static readonly Limit WindowIou = new("mean IoU of the windows", AtLeast: 0.5);
    public static readonly Limit WindowPrecision = new("mean precision of the windows", AtLeast: 0.7);
    public static readonly Limit WindowAuc = new("mean AUC of the windows", AtLeast: 0.92);
    public static readonly Limit EmptyMarked = new("share of the windows without slicks that were marked", AtMost: 0.2);
    public static readonly Limit PeakMemoryMb = new("peak memory of a full scene, MB", AtMost: 2_048);
    public static readonly Limit KeptMemoryMb = new("memory that is kept after a full scene, MB more than before", AtMost: 200);
    public static readonly Limit ModelPath = new("the whole path beside the model's runs", AtMost: 1.15);
}
