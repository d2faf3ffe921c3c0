using Review.Domain;
using Review.Domain.Slicks;

namespace Review.Data.Slicks.Index;

/// <summary>A <see cref="SlickFilter"/> over the rows of the index; the same as <see cref="SlickWhere"/> says in SQL.</summary>
internal sealed class RowFilter
{
    private readonly uint classes = uint.MaxValue;
    private readonly int states = (1 << Enum.GetValues<SlickState>().Length) - 1;
    private readonly long from = long.MinValue;
    private readonly long to = long.MaxValue;
    private readonly bool isOfATime;
    private readonly double leastConfidence = double.NaN;
    private readonly IReadOnlySet<long>? scenes;
    private readonly BoundingBox[] halves;
    private readonly IReadOnlySet<long> outside;

    /// <param name="scenes">Those that the filter's scene means; null when it has none.</param>
    /// <param name="outside">Versions whose box meets that of the filter, and whose outline does not.</param>
    /// <exception cref="ArgumentException">The filter is one of the past, which the index does not know.</exception>
    public RowFilter(SlickFilter filter, IReadOnlySet<long>? scenes = null, IReadOnlySet<long>? outside = null)
    {
        if (!IsAnsweredByIndex(filter))
        {
            throw new ArgumentException("The index holds active versions only, and no cases.", nameof(filter));
        }

        if (filter.Class is { } id)
        {
            classes = (SlickClass.Find(id)?.Subtree() ?? []).Aggregate(0u, (mask, one) => mask | (1u << one));
        }

        if (filter.Validated is { } validated)
        {
            states &= validated ? Bit(SlickState.Validated) : ~Bit(SlickState.Validated);
        }

        if (filter.State is { } state)
        {
            states &= Bit(state);
        }

        from = filter.From is { } first ? Microseconds(first) : from;
        to = filter.To is { } last ? Microseconds(last) : to;
        isOfATime = filter.From is not null || filter.To is not null;
        leastConfidence = filter.MinConfidence ?? leastConfidence;
        this.scenes = scenes;
        halves =
            filter.Bbox is not { } box ? []
            : box.West <= box.East ? [box]
            : [box with { East = 180 }, box with { West = -180 }];
        this.outside = outside ?? new HashSet<long>();
    }

    /// <summary>
    /// Neither of another moment, nor of what is no longer active, nor of one case, which the database finds by its key, nor of what a
    /// model said.
    /// </summary>
    public static bool IsAnsweredByIndex(SlickFilter filter) =>
        filter is { AsOf: null, Active: null or true, Case: null, EitherClass: null };

    public static long Microseconds(DateTimeOffset time) => (time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    /// <summary>Whether classes and states say it all.</summary>
    /// <param name="ofClasses">A bit for each.</param>
    /// <param name="ofStates">A bit for each.</param>
    public bool IsOfGroups(out uint ofClasses, out int ofStates)
    {
        (ofClasses, ofStates) = (classes, states);
        return !isOfATime && double.IsNaN(leastConfidence) && scenes is null && halves.Length == 0;
    }

    public bool Matches(SlickColumns all, int row) =>
        all.Id[row] != 0
        && (classes & (1u << all.Class[row])) != 0
        && (states & (1 << all.State[row])) != 0
        && (!isOfATime || (all.Time[row] >= from && all.Time[row] < to))
        && (double.IsNaN(leastConfidence) || all.Confidence[row] >= leastConfidence)
        && (scenes is null || scenes.Contains(all.Scene[row]))
        && (halves.Length == 0 || (Meeting(in all.Box[row]) && (outside.Count == 0 || !outside.Contains(all.Id[row]))));

    /// <summary>
    /// The box of the outline meets that of the filter, but is not wholly inside: whether the outline does, only the outline says.
    /// </summary>
    public bool IsOnTheRim(SlickColumns all, int row) => halves.Length > 0 && Meeting(in all.Box[row]) && !Within(in all.Box[row]);

    private bool Meeting(in DegreeBox of)
    {
        foreach (var half in halves)
        {
            if (Meet(in of, half, 0) || (of.East > 180 && Meet(in of, half, 360)))
            {
                return true;
            }
        }

        return false;
    }

    private bool Within(in DegreeBox of)
    {
        foreach (var half in halves)
        {
            if (of.West >= half.West && of.East <= half.East && of.South >= half.South && of.North <= half.North)
            {
                return true;
            }
        }

        return false;
    }

    private static bool Meet(in DegreeBox of, BoundingBox half, double shifted) =>
        of.West - shifted <= half.East && of.East - shifted >= half.West && of.South <= half.North && of.North >= half.South;

    private static int Bit(SlickState state) => 1 << (int)state;
}
