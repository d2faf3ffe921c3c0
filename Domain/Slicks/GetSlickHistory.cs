using MediatR;

namespace Review.Domain.Slicks;

/// <summary>A version, its ancestors, and the decisions between them; newest first.</summary>
/// <param name="AsOf">Tells nothing that came later; null for now.</param>
/// <param name="After">Goes on after this version, see <see cref="SlickHistory.Next"/>; null for the beginning.</param>
/// <param name="Limit">The most versions.</param>
/// <exception cref="NotFoundException">No version has this id.</exception>
public sealed record GetSlickHistory(long Id, DateTimeOffset? AsOf = null, long? After = null, int Limit = GetSlickHistory.UsualLimit)
    : IRequest<SlickHistory>
{
    public const int UsualLimit = 500;
}

/// <param name="Decisions">Those that put in, or took out, any of the versions.</param>
/// <param name="Next">What comes after the last of the versions follows this id; null at the end.</param>
public sealed record SlickHistory(IReadOnlyList<HistoryVersion> Versions, IReadOnlyList<HistoryDecision> Decisions, long? Next = null)
{
    /// <summary>This part and the one that follows it.</summary>
    public SlickHistory With(SlickHistory following) =>
        new([.. Versions, .. following.Versions], [.. Decisions.UnionBy(following.Decisions, decision => decision.Id)], following.Next);

    /// <summary>As one would have read it at an instant: without later versions, decisions and undos.</summary>
    public SlickHistory AsItStood(DateTimeOffset at)
    {
        var decisions = Decisions.Where(decision => decision.At <= at).ToDictionary(decision => decision.Id);
        return new SlickHistory(
            [
                .. Versions
                    .Where(version => version.CreatedAt <= at)
                    .Select(version => version.DeactivatedAt > at ? version with { Active = true, DeactivatedAt = null } : version),
            ],
            [
                .. decisions
                    .Values.OrderByDescending(decision => decision.Id)
                    .Select(decision =>
                        decision.UndoneBy is { } undo && !decisions.ContainsKey(undo) ? decision with { UndoneBy = null } : decision
                    ),
            ],
            Next
        );
    }
}

/// <param name="Decision">The decision that put it in; null for what a run or an import put in.</param>
public sealed record HistoryVersion(
    long Id,
    long Case,
    long[] Parents,
    long? Decision,
    bool Active,
    SlickState State,
    int Class,
    double? HumanConfidence,
    double? MachineConfidence,
    double AreaM2,
    string? Notes,
    string? Model,
    DateTimeOffset CreatedAt,
    DateTimeOffset? DeactivatedAt
);

/// <param name="Inputs">The first <see cref="MostListed"/> of <paramref name="InputCount"/>.</param>
/// <param name="Outputs">The first <see cref="MostListed"/> of <paramref name="OutputCount"/>.</param>
/// <param name="UndoneBy">The restore decision that took it back in this lineage, if one did and stands.</param>
public sealed record HistoryDecision(
    long Id,
    DateTimeOffset At,
    string Kind,
    string Reviewer,
    string? Reason,
    string? Comment,
    long[] Inputs,
    long[] Outputs,
    int InputCount,
    int OutputCount,
    long? Undoes,
    long? UndoneBy
)
{
    public const int MostListed = 200;
}

internal sealed class GetSlickHistoryHandler(ISlickQueries queries) : IRequestHandler<GetSlickHistory, SlickHistory>
{
    public async Task<SlickHistory> Handle(GetSlickHistory request, CancellationToken cancellationToken) =>
        await queries.History(new LineagePage(request.Id, Lineage.History, request.AsOf, request.After, request.Limit), cancellationToken)
        ?? throw new NotFoundException($"There is no slick {request.Id}.");
}
