using System.Globalization;

namespace Review.Bench.Serve;

/// <summary>What was measured at each size, and how it grew from the first to the last.</summary>
internal sealed class ServeFigures(IReadOnlyList<int> sizes)
{
    private readonly List<string> order = [];
    private readonly Dictionary<(string Figure, int Size), double> values = [];

    /// <summary>The size that is being measured.</summary>
    public int Size { get; set; }

    public void Add(string figure, double value)
    {
        if (!order.Contains(figure))
        {
            order.Add(figure);
        }

        values[(figure, Size)] = value;
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {Size:N0}  {figure}: {Written(value)}"));
    }

    /// <summary>Writes the table; the verdict hears each limit of which something was measured.</summary>
    public async Task Write(TextWriter report, Verdict verdict)
    {
        await report.WriteLineAsync(
            $"| active slicks | {string.Join(" | ", sizes.Select(size => size.ToString("N0", CultureInfo.InvariantCulture)))} | "
                + "growth | asked |"
        );
        await report.WriteLineAsync($"|---|{string.Concat(sizes.Select(_ => "---:|"))}---:|---|");
        foreach (var figure in order)
        {
            var cells = sizes.Select(size => values.TryGetValue((figure, size), out var value) ? Written(value) : "");
            await report.WriteLineAsync($"| {figure} | {string.Join(" | ", cells)} | {Grown(figure)} | {Asked(figure, verdict)} |");
        }
    }

    private string Grown(string figure) =>
        sizes.Count > 1
        && values.TryGetValue((figure, sizes[0]), out var first)
        && values.TryGetValue((figure, sizes[^1]), out var last)
        && first > 0
            ? Written(last / first)
            : "";

    private string Asked(string figure, Verdict verdict)
    {
        var asked = new List<string>();
        if (
            ServeLimits.Values.FirstOrDefault(limit => limit.Figure == figure) is { } limit
            && values.TryGetValue((figure, sizes[^1]), out var seen)
        )
        {
            limit.In(verdict, seen);
            asked.Add(limit.AtLeast is { } least ? $"at least {Written(least)}" : $"at most {Written(limit.AtMost!.Value)}");
        }

        if (
            ServeLimits.Growth.FirstOrDefault(limit => limit.Figure == figure) is { } growth
            && values.TryGetValue((figure, growth.From), out var small)
            && values.TryGetValue((figure, growth.To), out var large)
        )
        {
            verdict.AtMost($"{figure}: {growth.To:N0} beside {growth.From:N0} slicks", large / small, growth.AtMost);
            asked.Add(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"at most {growth.AtMost} times that of {growth.From:N0}; is {large / small:0.00}"
                )
            );
        }

        return string.Join("; ", asked);
    }

    private static string Written(double value) =>
        value switch
        {
            >= 100 or 0 => value.ToString("N0", CultureInfo.InvariantCulture),
            >= 10 => value.ToString("0.0", CultureInfo.InvariantCulture),
            _ => value.ToString("0.00", CultureInfo.InvariantCulture),
        };
}
