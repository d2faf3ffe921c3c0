using Review.Domain.Decisions;
using Review.Domain.Statistics;

namespace Review.App.Statistics;

/// <summary>The statistics as JSON.</summary>
/// <param name="Backlog">Active slicks by class and state; groups without any are left out.</param>
/// <param name="Ages">Undecided slicks by the days since the radar saw them.</param>
/// <param name="NamesOfAll">False when those of others than the asker are left out.</param>
/// <param name="Decisions">By UTC day, kind and person.</param>
/// <param name="Confusion">Active slicks, validated or rejected, by the model's class and by people's.</param>
internal sealed record StatisticsAnswer(
    DateTimeOffset AsOf,
    DateTimeOffset DecidedFrom,
    DateTimeOffset DecidedTo,
    IReadOnlyList<BacklogGroup> Backlog,
    IReadOnlyList<AgeBand> Ages,
    bool NamesOfAll,
    IReadOnlyList<DecisionSum> Decisions,
    RejectionReasons Rejections,
    IReadOnlyList<KindTime> Times,
    IReadOnlyList<AgreementCell> Confusion
)
{
    public static StatisticsAnswer Of(Backlog backlog, ReviewWork work, ModelAgreement agreement) =>
        new(
            backlog.AsOf,
            work.Span.From,
            work.Span.To,
            backlog.Groups,
            backlog.Ages,
            work.IsOfEverybody,
            [.. work.Cells.Select(cell => new DecisionSum(cell.Day, cell.Kind, cell.Reviewer, cell.Decisions, cell.Slicks, cell.Undone))],
            new RejectionReasons(work.Rejections, work.Reasons),
            work.Times,
            agreement.Cells
        );
}

/// <param name="Person">Null for all whose names the asker does not see.</param>
internal sealed record DecisionSum(DateOnly Day, DecisionKind Kind, string? Person, long Decisions, long Slicks, long Undone);

/// <param name="Total">Also those whose reason is not among the most frequent ones.</param>
internal sealed record RejectionReasons(long Total, IReadOnlyList<ReasonCount> Reasons);
