using Review.Domain.Slicks;
using Review.Domain.Statistics;

namespace Review.App.Statistics;

/// <summary>The slicks of one class by state.</summary>
/// <param name="Counts">In the order of <see cref="States"/>.</param>
internal sealed record BacklogRow(int Class, IReadOnlyList<long> Counts)
{
    /// <summary>From the left of a bar on: what is decided first.</summary>
    public static IReadOnlyList<SlickState> States { get; } =
    [SlickState.Validated, SlickState.Rejected, SlickState.Ambiguous, SlickState.Pending];

    public long Total => Counts.Sum();

    /// <returns>Of the classes that have any, in the order of the backlog.</returns>
    public static IReadOnlyList<BacklogRow> Of(Backlog backlog) =>
        [
            .. backlog
                .Groups.GroupBy(group => group.Class)
                .Select(own => new BacklogRow(
                    own.Key,
                    [.. States.Select(state => own.Where(group => group.State == state).Sum(group => group.Slicks))]
                )),
        ];

    /// <summary>As the page calls it: what is pending is to be reviewed.</summary>
    public static string Title(SlickState state) =>
        state switch
        {
            SlickState.Pending => "To review",
            SlickState.Validated => "Validated",
            SlickState.Rejected => "Rejected",
            _ => "Ambiguous",
        };
}
