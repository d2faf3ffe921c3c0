using Review.Domain.Decisions;
using Review.Domain.Slicks;
using Review.Domain.Statistics;
using Review.Tests.Support;

namespace Review.Tests.Statistics;

/// <summary>Answers for the page.</summary>
internal static class SampleStatistics
{
    public static readonly DateTimeOffset AsOf = new(2026, 3, 31, 12, 3, 0, TimeSpan.Zero);

    public static readonly Backlog Backlog = new(
        AsOf,
        [
            new(SlickClass.VesselId, SlickState.Pending, 1_200),
            new(SlickClass.VesselId, SlickState.Validated, 30),
            new(SlickClass.NotOilId, SlickState.Rejected, 4),
        ],
        [new(0, 1, 200), new(1, 7, 1_000), new(7, 30, 0), new(30, 90, 0), new(90, 365, 0), new(365, null, 0)]
    );

    public static readonly ReviewWork Work = new(
        AsOf,
        new DecisionSpan(AsOf.Date.AddDays(-2), AsOf.Date.AddDays(1)),
        true,
        [
            new(new DateOnly(2026, 3, 30), "ada", DecisionKind.Validate, 12, 40, 2),
            new(new DateOnly(2026, 3, 31), "bob", DecisionKind.Reject, 3, 3, 0),
            new(new DateOnly(2026, 3, 31), "bob", DecisionKind.Restore, 2, 2, 0),
        ],
        [new("low wind", 2, 2), new(null, 1, 1)],
        4,
        [new(DecisionKind.Validate, 11, 4.2, 72)]
    );

    public static readonly ModelAgreement Agreement = new(
        AsOf,
        [new(SlickClass.VesselId, SlickClass.VesselId, 27), new(SlickClass.VesselId, SlickClass.NotOilId, 3)]
    );

    public static Answers Answers(Backlog? backlog = null, ReviewWork? work = null, ModelAgreement? agreement = null) =>
        new Answers()
            .On<GetBacklog, Backlog>(_ => Task.FromResult(backlog ?? Backlog))
            .On<GetReviewWork, ReviewWork>(_ => Task.FromResult(work ?? Work))
            .On<GetModelAgreement, ModelAgreement>(_ => Task.FromResult(agreement ?? Agreement));
}
