using System.Runtime.InteropServices;
using Review.Domain.Slicks;

namespace Review.Data.Slicks.Index;

/// <summary>
/// A stretch of the matching rows in the order of a list: by the column, those without a value last, then the newest version first.
/// </summary>
internal static class IndexPage
{
    /// <param name="below">Only versions with a lower id.</param>
    /// <returns>How many match, and the ids of the stretch.</returns>
    public static (int Total, long[] Ids) Of(
        SlickColumns all,
        RowFilter filter,
        SlickOrder order,
        bool descending,
        int offset,
        int limit,
        long below = long.MaxValue
    )
    {
        var (total, first) = (0, new FirstKeys(offset + limit));
        for (var row = 0; row < all.End; row++)
        {
            if (all.Id[row] < below && filter.Matches(all, row))
            {
                total++;
                first.Add(KeyOf(all, row, order, descending));
            }
        }

        var keys = first.Kept();
        if (offset >= keys.Length)
        {
            return (total, []);
        }

        PartialOrder.Nth(keys, offset);
        var stretch = keys[offset..];
        stretch.Sort();
        var ids = new long[stretch.Length];
        for (var at = 0; at < ids.Length; at++)
        {
            ids[at] = stretch[at].Id;
        }

        return (total, ids);
    }

    public static Key KeyOf(SlickColumns all, int row, SlickOrder order, bool descending) =>
        KeyOf(all.Id[row], Value(all, row, order), descending);

    /// <summary>
    /// Ascending in what is sorted by: a descending order turns the sign, and what has no value, NaN, comes last in both.
    /// </summary>
    public static Key KeyOf(long id, double value, bool descending) =>
        new(
            double.IsNaN(value) ? double.PositiveInfinity
                : descending ? -value
                : value,
            id
        );

    private static double Value(SlickColumns all, int row, SlickOrder order) =>
        order switch
        {
            SlickOrder.Confidence => all.Confidence[row],
            SlickOrder.Area => all.AreaM2[row],
            SlickOrder.Length => all.LengthM[row],
            SlickOrder.Time => all.Time[row],
            SlickOrder.Class => all.Class[row],
            _ => all.Id[row],
        };

    /// <summary>Ids and times are below 2⁵³, so a double holds them.</summary>
    internal readonly record struct Key(double Value, long Id) : IComparable<Key>
    {
        public int CompareTo(Key other) => Value.CompareTo(other.Value) is not 0 and var by ? by : other.Id.CompareTo(Id);
    }
}

/// <summary>The first so many of the keys that it is shown, without keeping many more.</summary>
/// <param name="most">At least 1.</param>
internal sealed class FirstKeys(int most)
{
    private const int Least = 512;

    private readonly int room = 2 * Math.Max(most, Least);
    private readonly List<IndexPage.Key> keys = [];
    private IndexPage.Key? last;

    public void Add(IndexPage.Key key)
    {
        if (last is { } worst && key.CompareTo(worst) > 0)
        {
            return;
        }

        if (keys.Count == room)
        {
            last = Kept()[^1];
        }

        keys.Add(key);
    }

    /// <returns>At most so many, in no order but that the last stands last.</returns>
    public Span<IndexPage.Key> Kept()
    {
        if (keys.Count > most)
        {
            PartialOrder.Nth(CollectionsMarshal.AsSpan(keys), most - 1);
            keys.RemoveRange(most, keys.Count - most);
        }

        return CollectionsMarshal.AsSpan(keys);
    }
}

/// <summary>
/// Puts the nth of a row of values at its place, smaller ones before it and larger ones behind (quickselect, Hoare 1961).
/// </summary>
internal static class PartialOrder
{
    /// <param name="n">A place of <paramref name="values"/>.</param>
    public static void Nth<T>(Span<T> values, int n)
        where T : IComparable<T>
    {
        var (low, high) = (0, values.Length - 1);
        while (low < high)
        {
            var pivot = Median(values[low], values[low + ((high - low) / 2)], values[high]);
            var (i, j) = (low, high);
            while (i <= j)
            {
                for (; values[i].CompareTo(pivot) < 0; i++) { }

                for (; values[j].CompareTo(pivot) > 0; j--) { }

                if (i <= j)
                {
                    (values[i], values[j]) = (values[j], values[i]);
                    (i, j) = (i + 1, j - 1);
                }
            }

            (low, high) =
                n <= j ? (low, j)
                : n >= i ? (i, high)
                : (n, n);
        }
    }

    private static T Median<T>(T a, T b, T c)
        where T : IComparable<T> =>
        a.CompareTo(b) < 0
            ? b.CompareTo(c) < 0
                ? b
                : a.CompareTo(c) < 0
                    ? c
                    : a
            : a.CompareTo(c) < 0
                ? a
                : b.CompareTo(c) < 0
                    ? c
                    : b;
}
