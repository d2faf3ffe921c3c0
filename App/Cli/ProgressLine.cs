using System.Globalization;

namespace Review.App.Cli;

/// <summary>
/// How far a long verb is, on standard error: on a terminal one line with a bar, which is written over; elsewhere a line now and then.
/// Both tell how many are done of how many, how many a second at present, and the time that is left at that rate.
/// </summary>
internal sealed class ProgressLine : IProgress<int>, IDisposable
{
    private const int BarWidth = 24;
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan BetweenDrawings = TimeSpan.FromSeconds(0.1);

    // The rate is that of the last seconds: what was there already goes by much faster than what is made.
    private static readonly TimeSpan Recent = TimeSpan.FromSeconds(15);

    private readonly string what;
    private readonly int total;
    private readonly TimeProvider time;
    private readonly TextWriter output;
    private readonly bool isTerminal;
    private readonly long began;
    private readonly Queue<(TimeSpan At, int Done)> seen = new();
    private readonly Lock writing = new();
    private TimeSpan? written;
    private int done;
    private int width;
    private bool isClosed;

    public ProgressLine(string what, int total)
        : this(what, total, TimeProvider.System, Console.Error, !Console.IsErrorRedirected) { }

    internal ProgressLine(string what, int total, TimeProvider time, TextWriter output, bool isTerminal)
    {
        (this.what, this.total, this.time, this.output, this.isTerminal) = (what, total, time, output, isTerminal);
        began = time.GetTimestamp();
        seen.Enqueue((TimeSpan.Zero, 0));
        if (isTerminal)
        {
            Draw(Text($"0 of {total:N0} {what}"));
        }
    }

    public void Report(int value)
    {
        lock (writing)
        {
            var now = time.GetElapsedTime(began);
            done = value;
            seen.Enqueue((now, value));
            while (seen.Count > 2 && now - seen.Peek().At > Recent)
            {
                seen.Dequeue();
            }

            if (!isClosed && now - (written ?? TimeSpan.Zero) >= (isTerminal ? BetweenDrawings : BetweenLines))
            {
                written = now;
                Write(now);
            }
        }
    }

    /// <summary>A sentence on a line of its own; the count is not written over it any more.</summary>
    public void Say(string sentence)
    {
        lock (writing)
        {
            Close();
            output.WriteLine(sentence);
        }
    }

    /// <summary>Says how many were done, and in what time.</summary>
    public void Dispose()
    {
        lock (writing)
        {
            Close();
        }
    }

    private void Close()
    {
        if (isClosed)
        {
            return;
        }

        isClosed = true;
        if (done == 0)
        {
            // It was refused before it began: the sentence says why.
            output.Write(isTerminal ? $"\r{"".PadRight(width)}\r" : "");
            return;
        }

        var seconds = time.GetElapsedTime(began).TotalSeconds;
        var rate = seconds >= 1 ? Text($", {done / seconds:N0} a second") : "";
        var count = done == total ? Text($"{done:N0}") : Text($"{done:N0} of {total:N0}");
        output.WriteLine($"{(isTerminal ? "\r" : "")}{$"{count} {what} in {Duration(seconds)}{rate}".PadRight(width)}");
    }

    private void Write(TimeSpan now)
    {
        var (since, before) = seen.Peek();
        var rate = (done - before) / Math.Max((now - since).TotalSeconds, 0.001);
        var left = rate > 0 ? $", {Duration((total - done) / rate)} left" : "";
        var count = Text($"{done:N0} of {total:N0} {what} ({Math.Floor(100.0 * done / total):0} %), {rate:N0} a second{left}");
        if (isTerminal)
        {
            Draw(count);
        }
        else
        {
            output.WriteLine(count);
        }
    }

    private void Draw(string count)
    {
        var full = (int)((long)BarWidth * done / total);
        var line = $"[{new string('#', full)}{new string('.', BarWidth - full)}] {count}";
        output.Write($"\r{line.PadRight(width)}");
        width = line.Length;
    }

    private static string Duration(double seconds) =>
        seconds switch
        {
            < 60 => Text($"{Math.Ceiling(seconds):0} s"),
            < 3600 => Text($"{Math.Floor(seconds / 60):0} min {Math.Floor(seconds % 60):0} s"),
            _ => Text($"{Math.Floor(seconds / 3600):0} h {Math.Floor(seconds / 60 % 60):0} min"),
        };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
