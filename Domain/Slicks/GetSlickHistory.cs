using MediatR;

namespace Review.Domain.Slicks;

/// <summary>A version, all its ancestors, and the decisions between them; newest first.</summary>
/// <param name="AsOf">Tells nothing that came later; null for now.</param>
/// <exception cref="Decisions.NotFoundException">No version has this id.</exception>
public sealed record GetSlickHistory(long Id, DateTimeOffset? AsOf = null) : IRequest<SlickHistory>;

public sealed record SlickHistory(IReadOnlyList<HistoryVersion> Versions, IReadOnlyList<HistoryDecision> Decisions)
{
    /// <summary>As one would have read it at an instant: without later versions, decisions and undos.</summary>
    public SlickHistory AsItStood(DateTimeOffset at)
    {
        var decisions = Decisions.Where(decision => decision.At <= at).ToDictionary(decision => decision.Id);
        return new SlickHistory(
            [.. Versions.Where(version => version.CreatedAt <= at).Select(version => version.DeactivatedAt > at ? version with { Active = true, DeactivatedAt = null } : version)],
            [.. decisions.Values.OrderByDescending(decision => decision.Id).Select(decision => decision.UndoneBy is { } undo && !decisions.ContainsKey(undo) ? decision with { UndoneBy = null } : decision)]);
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
    DateTimeOffset? DeactivatedAt);

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
    long? UndoneBy)
{
    public const int MostListed = 200;
}

internal sealed class GetSlickHistoryHandler(ISlickQueries queries) : IRequestHandler<GetSlickHistory, SlickHistory>
{
    public async Task<SlickHistory> Handle(GetSlickHistory request, CancellationToken cancellationToken) =>
        await queries.History(request.Id, Lineage.History, cancellationToken) is not { } history ? throw new Decisions.NotFoundException($"There is no slick {request.Id}.")
        : request.AsOf is { } then ? history.AsItStood(then)
        : history;
}
