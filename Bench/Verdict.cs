using System.Globalization;

namespace Review.Bench;

/// <summary>What was asked of a measurement, and whether it was seen. A bench ends with status 0 only if all of it was.</summary>
internal sealed class Verdict(TextWriter report)
{
    private readonly List<string> missed = [];
    private int asked;

    public void AtLeast(string what, double seen, double least) =>
        Hear(seen >= least, string.Create(CultureInfo.InvariantCulture, $"{what}: {seen:0.00}, asked at least {least:0.00}"));

    public void AtMost(string what, double seen, double most) =>
        Hear(seen <= most, string.Create(CultureInfo.InvariantCulture, $"{what}: {seen:0.00}, asked at most {most:0.00}"));

    /// <summary>Something that must not happen at all.</summary>
    public void None(string what, long seen) =>
        Hear(seen == 0, string.Create(CultureInfo.InvariantCulture, $"{what}: {seen:N0}, asked none"));

    /// <summary>Says what was missed.</summary>
    /// <returns>The exit status: 1 when anything was missed, or nothing was measured.</returns>
    public async Task<int> Say()
    {
        await report.WriteLineAsync(
            asked == 0 ? "\nNothing was measured."
            : missed.Count == 0 ? $"\nAll {asked} figures are as asked."
            : $"\n{missed.Count} of {asked} figures are not as asked:"
        );
        foreach (var one in missed)
        {
            await report.WriteLineAsync($"  {one}");
        }

        await report.FlushAsync();
        return asked > 0 && missed.Count == 0 ? 0 : 1;
    }

    // What is no number was not seen.
    private void Hear(bool isSeen, string sentence)
    {
        asked++;
        if (!isSeen)
        {
            missed.Add(sentence);
        }
    }
}
