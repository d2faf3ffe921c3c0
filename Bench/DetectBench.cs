using System.Globalization;
using Review.App.Cli;
using Review.Domain.Detection;
using Review.Domain.Scenes;
using Review.Domain.Simulation;
using static System.FormattableString;

namespace Review.Bench;

/// <summary>
/// How well and how fast slicks are found: on simulated scenes with known truth, on a real window, on a scene of full size, and with a
/// heavy model.
/// </summary>
internal sealed class DetectBench(
    IRasterFiles rasters,
    IDetectors detectors,
    ILandMask land,
    string folder,
    Verdict verdict,
    TextWriter output
)
{
    /// <summary>Not one that the weights were fitted to.</summary>
    public const int HeldOutSeed = 9_000_001;

    private const double Megabyte = 1 << 20;

    /// <summary>Pixel F1, instance recall and precision over all scenes together, with a row for each class of the truth.</summary>
    public void Scenes(int count, int seed, CancellationToken cancellation)
    {
        var tally = new DetectionTally();
        for (var number = 0; number < count; number++)
        {
            cancellation.ThrowIfCancellationRequested();
            var scene = SimulatedScene.Make(seed, number);
            var path = Path.Combine(folder, "scene.tif");
            Write(path, scene);
            using var detector = detectors.Open(null);
            using var pixels = rasters.Open(path);
            var outcome = DetectScene.Run(pixels, detector, new DetectionSettings(), LandMask.OpenSea, null, cancellation);
            tally.Add(scene, outcome);
        }

        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{count} simulated scenes of {SimulatedScene.UsualWidth:N0} × {SimulatedScene.UsualHeight:N0} pixels of "
                    + $"{SimulatedScene.UsualMetresPerPixel} m, seed {seed}:"
            )
        );
        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"  pixel F1 {DetectLimits.PixelF1.In(verdict, tally.PixelF1)}, precision {tally.PixelPrecision:0.000}, recall "
                    + $"{tally.PixelRecall:0.000}"
            )
        );
        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"  instance recall {DetectLimits.InstanceRecall.In(verdict, tally.Recall)} of {tally.Instances} slicks, at "
                    + $"precision {DetectLimits.InstancePrecision.In(verdict, tally.Precision)} of {tally.Detections} detections"
            )
        );
        foreach (var (kind, all, seen, covered) in tally.Kinds())
        {
            output.WriteLine(
                kind == "natural film"
                    ? Invariant($"  {kind.PadRight(15)} {seen.Column(4)} of {all.Column(4)} taken for slicks")
                    : string.Create(
                        CultureInfo.InvariantCulture,
                        $"  {kind.PadRight(15)} {seen.Column(4)} of {all.Column(4)} found ({(double)seen / all:0.00}), {covered:0.00} of "
                            + $"their area"
                    )
            );
        }

        Stages(tally.Stages);
    }

    /// <summary>A real window of 512 × 512 pixels whose dark line is known: from the left edge at row 116 to column 165, row 222.</summary>
    public void Tile(string path, GeoBox bounds, CancellationToken cancellation)
    {
        using var detector = detectors.Open(null);
        using var pixels = rasters.Open(path, bounds);
        var outcome = DetectScene.Run(pixels, detector, new DetectionSettings(), land, null, cancellation);
        output.WriteLine(Invariant($"{Path.GetFileName(path)}: {outcome.Detections.Count} detections"));
        foreach (var one in outcome.Detections)
        {
            var middle = one.Outline.Centroid;
            output.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"  confidence {one.MachineConfidence:0.00} around column "
                        + $"{(middle.X - bounds.West) / bounds.Width * pixels.Size.Width:0}, row "
                        + $"{(bounds.North - middle.Y) / bounds.Height * pixels.Size.Height:0}; {one.Meta}"
                )
            );
        }
    }

    /// <summary>A scene of the size of a Sentinel-1 product: what it takes of time and memory.</summary>
    public void FullScene(CancellationToken cancellation)
    {
        var path = Path.Combine(folder, "full.tif");
        var (width, height) = (26_000, 16_700);
        WriteFull(path, width, height);
        using var detector = detectors.Open(null);
        using var pixels = rasters.Open(path);
        var (before, start) = (Environment.WorkingSet, System.Diagnostics.Stopwatch.GetTimestamp());
        var outcome = DetectScene.Run(pixels, detector, new DetectionSettings(), LandMask.OpenSea, null, cancellation);
        var seconds = System.Diagnostics.Stopwatch.GetElapsedTime(start).TotalSeconds;
        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{width:N0} × {height:N0} pixels, uint16: {outcome.Windows.Detected} windows in {seconds:0.0} s, "
                    + $"{width * (double)height / 1e6 / seconds:0.0} Mpx/s of the image, peak memory "
                    + $"{DetectLimits.PeakMemoryMb.In(verdict, outcome.PeakMemoryBytes / Megabyte, "0")} MB"
            )
        );
        var left = Environment.WorkingSet;
        ResidentMemory.GiveBack();
        var kept = Environment.WorkingSet;
        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"  resident {before / Megabyte:0} MB before, {left / Megabyte:0} MB at its end, {kept / Megabyte:0} MB given back: "
                    + $"kept {DetectLimits.KeptMemoryMb.In(verdict, (kept - before) / Megabyte, "0")} MB"
            )
        );
        Stages(outcome.Stages);
    }

    /// <summary>All that a heavy model's path takes beside the model itself.</summary>
    public void Model(CancellationToken cancellation)
    {
        const int size = 512;
        // The last layer leans to "nothing", as a trained model does: weights alone would mark half of all pixels.
        OnnxModelFile.Layer[] layers =
        [
            OnnxModelFile.Random(1, 64, 3, true, 1),
            OnnxModelFile.Random(64, 64, 3, true, 2),
            OnnxModelFile.Random(64, 64, 3, true, 3),
            OnnxModelFile.Random(64, 64, 3, true, 4),
            OnnxModelFile.Random(64, 2, 1, false, 5) with
            {
                Bias = [5, -5],
            },
        ];
        var gmac = layers.Sum(layer => (double)layer.Weights.Length * size * size) / 1e9;
        File.WriteAllBytes(Path.Combine(folder, "bench.onnx"), OnnxModelFile.Write(layers, size));
        File.WriteAllText(
            Path.Combine(folder, "bench.json"),
            """
            {"kind":"onnx","name":"bench","version":"1","licence":"none","file":"bench.onnx","input":{"size":512,"bands":["VV"],"unit":"decibel","mean":[-15],"std":[5]},
             "output":{"activation":"softmax"},"classes":{"1":9},"limits":{"memoryMb":3000,"sessions":8}}
            """
        );
        var path = Path.Combine(folder, "scene.tif");
        Write(path, SimulatedScene.Make(HeldOutSeed, 0));
        using var detector = detectors.Open("bench");
        using var pixels = rasters.Open(path);
        var outcome = DetectScene.Run(pixels, detector, new DetectionSettings(), LandMask.OpenSea, null, cancellation);
        var run = outcome.Stages.Single(stage => stage.Stage == "run").CpuSeconds;
        var all = outcome.Stages.Where(stage => stage.Stage != "run").Sum(stage => stage.CpuSeconds);
        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"ONNX, random weights, {gmac:0.0} GMAC a window, {detector.Card.Parallelism} sessions of one thread: "
                    + $"{outcome.Windows.Detected} windows, {run / outcome.Windows.Detected * 1000:0} ms of Run each; the whole path takes "
                    + $"{DetectLimits.ModelPath.In(verdict, all / run)} times that"
            )
        );
        Stages(outcome.Stages);
    }

    private void Stages(IReadOnlyList<StageTiming> stages)
    {
        var all = stages.Where(stage => stage.Stage != "run").Sum(stage => stage.CpuSeconds);
        foreach (var stage in stages)
        {
            var rate = stage.Megapixels > 0 ? Invariant($"{(stage.Megapixels / stage.CpuSeconds).Column(7, "0.0")} Mpx/s a thread") : "";
            output.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"  {stage.Stage.PadRight(7)} {stage.CpuSeconds.Column(7, "0.00")} s {(stage.CpuSeconds / all).Column(5, "0 %")} "
                        + $"{rate}"
                )
            );
        }
    }

    private void Write(string path, SimulatedScene scene)
    {
        using var writer = rasters.Create(
            path,
            new RasterLayout(scene.Bounds, scene.Width, scene.Height, ["VV"], RasterType.Real32, double.NaN, PixelUnit.Sigma0)
        );
        writer.Write(0, 0, 0, scene.Width, scene.Height, scene.Sigma0);
        writer.Complete();
    }

    // One simulated piece, mirrored over the scene.
    private void WriteFull(string path, int width, int height)
    {
        var piece = SimulatedScene.Make(HeldOutSeed, 1, 2_600, 2_000, 10);
        const double degrees = 10 / 111_320.0;
        var bounds = new GeoBox(-34, 20 - (height * degrees), -34 + (width * degrees), 20);
        using var writer = rasters.Create(
            path,
            new RasterLayout(bounds, width, height, ["VV"], RasterType.Unsigned16, 0, PixelUnit.Amplitude)
        );
        const int rows = 256;
        var block = new float[width * rows];
        for (var top = 0; top < height; top += rows)
        {
            var count = Math.Min(rows, height - top);
            for (var row = 0; row < count; row++)
            {
                var from = Mirrored(top + row, piece.Height) * piece.Width;
                for (var column = 0; column < width; column++)
                {
                    var value = piece.Sigma0[from + Mirrored(column, piece.Width)];
                    block[(row * width) + column] = float.IsNaN(value) ? 0 : Math.Max(1, MathF.Round(MathF.Sqrt(value) * 400));
                }
            }

            writer.Write(0, 0, top, width, count, block.AsSpan(0, count * width));
        }

        writer.Complete();
    }

    private static int Mirrored(int at, int size) => at / size % 2 == 0 ? at % size : size - 1 - (at % size);
}
