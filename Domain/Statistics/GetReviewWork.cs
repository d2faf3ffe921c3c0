using FluentValidation;
using MediatR;
using Review.Domain.Decisions;
using Review.Domain.People;

namespace Review.Domain.Statistics;

/// <summary>
/// What was decided within a span of time: by day, person and kind; why slicks were rejected; how long a decision took.
/// </summary>
/// <param name="By">Leads and admins see everybody's work by name, others their own; the rest is one sum.</param>
public sealed record GetReviewWork(StatisticsFilter Filter, Asker By) : IRequest<ReviewWork>
{
    internal const int MostReasons = 20;

    internal sealed class Rules : AbstractValidator<GetReviewWork>
    {
        public Rules(TimeProvider time)
        {
            RuleFor(query => query.Filter.Span(time.GetUtcNow()))
                .Must(span => span.To > span.From)
                .WithMessage("The end of the decisions' time lies after its beginning.")
                .Must(span => span.To - span.From <= TimeSpan.FromDays(StatisticsFilter.MostDays))
                .WithMessage($"Choose at most {StatisticsFilter.MostDays} days of decisions.")
                .OverridePropertyName(StatisticsFilter.FromName);
        }
    }
}

/// <summary>Who asks for statistics.</summary>
public sealed record Asker(string Name, Role Role)
{
    /// <summary>Sees by name what others did.</summary>
    public bool SeesEverybody => Role >= Role.Lead;
}

/// <param name="IsOfEverybody">All by their names; otherwise those of others than the asker have none.</param>
/// <param name="Cells">Of every kind, also of those that are no review (<see cref="IsReview"/>); the earliest day first.</param>
/// <param name="Reasons">The most frequent ones, at most 20.</param>
/// <param name="Rejections">Also those whose reason is not among <paramref name="Reasons"/>.</param>
public sealed record ReviewWork(
    DateTimeOffset AsOf,
    DecisionSpan Span,
    bool IsOfEverybody,
    IReadOnlyList<WorkCell> Cells,
    IReadOnlyList<ReasonCount> Reasons,
    long Rejections,
    IReadOnlyList<KindTime> Times
)
{
    /// <summary>Without what is no act of review.</summary>
    public IEnumerable<WorkCell> Reviews => Cells.Where(cell => IsReview(cell.Kind));

    public long Decisions => Reviews.Sum(cell => cell.Decisions);

    public long Undone => Reviews.Sum(cell => cell.Undone);

    public long Of(DecisionKind kind) => Cells.Where(cell => cell.Kind == kind).Sum(cell => cell.Decisions);

    /// <summary>Not so undos, changes by SQL and what runs replace: they are counted apart.</summary>
    public static bool IsReview(DecisionKind kind) => kind is not (DecisionKind.Restore or DecisionKind.External or DecisionKind.Reprocess);
}

/// <param name="Day">UTC.</param>
/// <param name="Reviewer">Null for all whose names the asker does not see.</param>
/// <param name="Slicks">That the decisions took, or made where they took none.</param>
/// <param name="Undone">Decisions of which nothing is left, later taken back by an undo; they count as work done.</param>
public sealed record WorkCell(DateOnly Day, string? Reviewer, DecisionKind Kind, long Decisions, long Slicks, long Undone);

/// <param name="Reason">Null when none was given.</param>
public sealed record ReasonCount(string? Reason, long Decisions, long Slicks);

/// <summary>How long decisions of a kind took, of those that said so.</summary>
/// <param name="P90Seconds">Nine of ten took no longer.</param>
public sealed record KindTime(DecisionKind Kind, long Decisions, double MedianSeconds, double P90Seconds);

internal sealed class GetReviewWorkHandler(IStatisticsQueries queries, TimeProvider time) : IRequestHandler<GetReviewWork, ReviewWork>
{
    public async Task<ReviewWork> Handle(GetReviewWork request, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var span = request.Filter.Span(now);
        var only = request.By.SeesEverybody ? null : request.By.Name;
        var sums = await queries.Work(request.Filter.Slicks, span, only, GetReviewWork.MostReasons, cancellationToken);
        return new ReviewWork(
            now,
            span,
            request.By.SeesEverybody,
            sums.Cells,
            sums.Reasons,
            sums.Rejections,
            [.. sums.Times.Where(one => ReviewWork.IsReview(one.Kind)).OrderBy(one => one.Kind)]
        );
    }
}
