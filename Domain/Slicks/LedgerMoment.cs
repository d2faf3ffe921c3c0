using System.Globalization;

namespace Review.Domain.Slicks;

/// <summary>What a reader saw of the ledger, so that a walk through pages goes on in the same state while others decide.</summary>
/// <param name="Decision">The newest decision that was there. Later ones have higher ids.</param>
/// <param name="Open">The transactions that were under way: what they write was not seen, though its ids may be lower.</param>
/// <remarks>Not a time: a decision's time is that of its beginning, and it may be committed after somebody has looked.</remarks>
public sealed record LedgerMoment(long Decision, long[] Open)
{
    private const int MostOpen = 1_000;

    /// <returns>Null when it is not what <see cref="ToString"/> wrote.</returns>
    public static LedgerMoment? Parse(string text)
    {
        var parts = text.Split(':');
        var numbers = parts.Length is 1 or 2 ? parts.SelectMany(part => part.Split(',')).Select(Number).ToList() : [];
        return
            numbers.Count is >= 1 and <= MostOpen
            && numbers.TrueForAll(number => number is not null)
            && !parts[0].Contains(',', StringComparison.Ordinal)
            ? new LedgerMoment(numbers[0]!.Value, [.. numbers.Skip(1).Select(number => number!.Value)])
            : null;
    }

    /// <summary>As it stands in the link to the next page.</summary>
    public override string ToString()
    {
        var newest = Decision.ToString(CultureInfo.InvariantCulture);
        return Open.Length == 0 ? newest : $"{newest}:{string.Join(',', Open.Select(each => each.ToString(CultureInfo.InvariantCulture)))}";
    }

    private static long? Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
