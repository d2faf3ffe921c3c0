using System.Collections.Concurrent;
using System.Diagnostics;

namespace Review.Domain.Detection;

/// <summary>How long each stage of a run took, over all threads.</summary>
internal sealed class StageClock
{
    private readonly ConcurrentDictionary<string, Entry> stages = new();
    private int order;

    public T Measure<T>(string stage, double megapixels, Func<T> work)
    {
        var entry = stages.GetOrAdd(stage, _ => new Entry(Interlocked.Increment(ref order)));
        var start = Stopwatch.GetTimestamp();
        try
        {
            return work();
        }
        finally
        {
            entry.Add(start, Stopwatch.GetTimestamp(), megapixels);
        }
    }

    /// <summary>Counts a part of a stage that has just ended.</summary>
    public void Add(string stage, double megapixels, double seconds)
    {
        var now = Stopwatch.GetTimestamp();
        stages
            .GetOrAdd(stage, _ => new Entry(Interlocked.Increment(ref order)))
            .Add(now - (long)(seconds * Stopwatch.Frequency), now, megapixels);
    }

    public IReadOnlyList<StageTiming> Stages() => [.. stages.OrderBy(pair => pair.Value.Order).Select(pair => pair.Value.Timing(pair.Key))];

    private sealed class Entry(int order)
    {
        private readonly Lock gate = new();
        private long first = long.MaxValue;
        private long last;
        private long busy;
        private double megapixels;

        public int Order => order;

        public void Add(long start, long end, double more)
        {
            lock (gate)
            {
                first = Math.Min(first, start);
                last = Math.Max(last, end);
                busy += end - start;
                megapixels += more;
            }
        }

        public StageTiming Timing(string stage) =>
            new(stage, Stopwatch.GetElapsedTime(first, last).TotalSeconds, busy / (double)Stopwatch.Frequency, megapixels);
    }
}
