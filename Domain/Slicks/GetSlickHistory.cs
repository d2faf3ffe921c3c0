using MediatR;

namespace Review.Domain.Slicks;

/// <summary>A version, all its ancestors, and the decisions between them; newest first.</summary>
/// <exception cref="Decisions.NotFoundException">No version has this id.</exception>
public sealed record GetSlickHistory(long Id) : IRequest<SlickHistory>;

public sealed record SlickHistory(IReadOnlyList<HistoryVersion> Versions, IReadOnlyList<HistoryDecision> Decisions);

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
        await queries.History(request.Id, Lineage.History, cancellationToken) ?? throw new Decisions.NotFoundException($"There is no slick {request.Id}.");
}
