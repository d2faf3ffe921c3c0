using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using Review.Domain;
using Review.Domain.Detection;
using Review.Domain.Scenes;

namespace Review.Data.Inference;

/// <summary>A semantic-segmentation model, run by ONNX Runtime: one session of one thread for each core that it may use.</summary>
internal sealed class OnnxDetector : IDetector
{
    private readonly ModelCard model;
    private readonly ModelInput input;
    private readonly string path;
    private readonly IReadOnlyList<(int Channel, int Class)> channels;
    private readonly ConcurrentBag<OnnxSession> idle = [];
    private readonly long[] shape;

    /// <exception cref="RuleBrokenException">Card and file do not match, or the known answer is not the model's.</exception>
    public OnnxDetector(ModelCard model, string folder)
    {
        this.model = model;
        input = model.Input ?? throw model.Mismatch("it does not say what goes in");
        channels = model.Channels();
        if (input.Mean.Count != input.Bands.Count || input.Std.Count != input.Bands.Count || input.Size is < 8 or > 4096)
        {
            throw model.Mismatch("mean and std need one number for each band, and the size must be from 8 to 4,096");
        }

        path = model.FileIn(folder);
        shape = [1, input.Bands.Count, input.Size, input.Size];
        var before = Environment.WorkingSet;
        var first = OpenSession();
        Compare(first);
        CheckSample(first, folder);
        idle.Add(first);
        var sessions = Sessions((Environment.WorkingSet - before) / 1e6);
        Card = new DetectorCard(
            model.Name,
            model.Version,
            [.. channels.Select(pair => pair.Class)],
            input.Bands,
            model.Islands,
            ContextPixels: 0,
            input.Size,
            sessions,
            model.Licence,
            JsonSerializer.Serialize(
                new
                {
                    model.File,
                    model.Sha256,
                    input,
                    runtime = OnnxSession.RuntimeVersion,
                },
                JsonSerializerOptions.Web
            )
        );
    }

    public DetectorCard Card { get; }

    public ClassProbabilities Detect(PixelWindow window, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var pixels = Normalised(window);
        var session = idle.TryTake(out var free) ? free : OpenSession();
        try
        {
            var start = Stopwatch.GetTimestamp();
            var (values, given) = session.Run(pixels, shape);
            var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            return new ClassProbabilities(Planes(Activated(values, Channels(given)))) { ModelSeconds = seconds }.WhereSeen(window);
        }
        catch (OnnxException refused)
        {
            throw new RuleBrokenException("model", $"The model {model.Name} could not be run: {refused.Message}");
        }
        finally
        {
            idle.Add(session);
        }
    }

    public void Dispose()
    {
        while (idle.TryTake(out var session))
        {
            session.Dispose();
        }
    }

    private OnnxSession OpenSession()
    {
        try
        {
            return new OnnxSession(path);
        }
        catch (OnnxException refused)
        {
            throw new RuleBrokenException("model", $"The file of the model {model.Name} is not a model that can be run: {refused.Message}");
        }
    }

    private void Compare(OnnxSession session)
    {
        try
        {
            var taken = session.InputShape();
            if (taken.Length != shape.Length || taken.Zip(shape).Any(pair => pair.First > 0 && pair.First != pair.Second))
            {
                throw model.Mismatch($"it takes {string.Join("×", taken)}, and the card says {string.Join("×", shape)} of float");
            }
        }
        catch (OnnxException refused)
        {
            throw model.Mismatch(refused.Message);
        }
    }

    private void CheckSample(OnnxSession session, string folder)
    {
        var size = input.Size * input.Size;
        var known = model.Sample is { } sample ? Numbers(folder, sample.Input) : new float[size * input.Bands.Count];
        if (known.Length != size * input.Bands.Count)
        {
            throw model.Mismatch($"its sample has {known.Length:N0} numbers");
        }

        try
        {
            var (values, given) = session.Run(known, shape);
            var answer = Activated(values, Channels(given));
            if (model.Sample is { } expected)
            {
                var wanted = Numbers(folder, expected.Output);
                var worst =
                    wanted.Length == answer.Length
                        ? answer.Zip(wanted, (a, b) => float.IsNaN(a - b) ? float.PositiveInfinity : Math.Abs(a - b)).Max()
                        : float.PositiveInfinity;
                if (worst > expected.Tolerance)
                {
                    throw model.Mismatch(
                        $"for the card's sample it gives other probabilities than the known ones (by up to {worst:0.####})"
                    );
                }
            }
        }
        catch (OnnxException refused)
        {
            throw model.Mismatch(refused.Message);
        }
    }

    private static float[] Numbers(string folder, string name)
    {
        var file = Path.Combine(folder, Path.GetFileName(name));
        return File.Exists(file) ? MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(file)).ToArray() : [];
    }

    // As many sessions as cores, unless the first one shows that they would not fit: into what the card allows, or into what there is.
    private int Sessions(double firstMb)
    {
        var limits = model.Limits ?? new ModelLimits(2_000, Environment.ProcessorCount);
        if (limits.MemoryMb < 1 || limits.Sessions < 1)
        {
            throw model.Mismatch("its limits are numbers above 0");
        }

        var memoryMb = Math.Min(limits.MemoryMb, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1e6);
        return firstMb > memoryMb
            ? throw new RuleBrokenException(
                "model",
                $"The model {model.Name} takes {firstMb:0} MB, more than the {memoryMb:N0} MB that its card allows or this machine has."
            )
            : Math.Clamp((int)(memoryMb / Math.Max(1, firstMb)), 1, Math.Min(limits.Sessions, Environment.ProcessorCount));
    }

    private int Channels(long[] given) =>
        given.Length == 4
        && given[0] == 1
        && given[2] == input.Size
        && given[3] == input.Size
        && channels.All(pair => pair.Channel < given[1])
            ? (int)given[1]
            : throw model.Mismatch($"it gives {string.Join("×", given)}, which does not hold the card's classes for each of its pixels");

    private float[] Normalised(PixelWindow window)
    {
        var size = input.Size * input.Size;
        var result = new float[size * input.Bands.Count];
        for (var band = 0; band < input.Bands.Count; band++)
        {
            var (pixels, mean, scale) = (window.Bands[band], input.Mean[band], 1 / input.Std[band]);
            for (var i = 0; i < size; i++)
            {
                var value = In(pixels[i], window.Unit);
                if (input.Clip is [var least, var most])
                {
                    value = Math.Clamp(value, least, most);
                }

                // No data is the mean: it says nothing.
                result[(band * size) + i] = float.IsNaN(value) ? 0 : (value - mean) * scale;
            }
        }

        return result;
    }

    private float In(float pixel, PixelUnit unit) =>
        (unit, input.Unit) switch
        {
            var (given, wanted) when given == wanted => pixel,
            (PixelUnit.Sigma0, PixelUnit.Decibel) => 10 * MathF.Log10(Math.Max(1e-6f, pixel)),
            (PixelUnit.Sigma0, PixelUnit.Amplitude) => MathF.Sqrt(pixel),
            (PixelUnit.Decibel, PixelUnit.Sigma0) => MathF.Pow(10, pixel / 10),
            _ => throw new RuleBrokenException(
                "model",
                $"The model {model.Name} needs {input.Unit} pixels, and the scene has {unit}, which cannot be turned into them."
            ),
        };

    private float[] Activated(float[] values, int count)
    {
        var size = input.Size * input.Size;
        var kind = model.Output?.Activation ?? Activation.None;
        if (kind == Activation.Sigmoid)
        {
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = 1 / (1 + MathF.Exp(-values[i]));
            }
        }
        else if (kind == Activation.Softmax)
        {
            for (var i = 0; i < size; i++)
            {
                Softmax(values, i, size, count);
            }
        }

        return values;
    }

    private static void Softmax(float[] values, int at, int stride, int count)
    {
        var most = float.MinValue;
        for (var channel = 0; channel < count; channel++)
        {
            most = Math.Max(most, values[(channel * stride) + at]);
        }

        var sum = 0f;
        for (var channel = 0; channel < count; channel++)
        {
            ref var value = ref values[(channel * stride) + at];
            value = MathF.Exp(value - most);
            sum += value;
        }

        for (var channel = 0; channel < count; channel++)
        {
            values[(channel * stride) + at] /= sum;
        }
    }

    private float[][] Planes(float[] probabilities)
    {
        var size = input.Size * input.Size;
        return [.. channels.Select(pair => probabilities.AsSpan(pair.Channel * size, size).ToArray())];
    }
}
