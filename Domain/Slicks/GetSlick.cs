using MediatR;

namespace Review.Domain.Slicks;

/// <summary>One version with its facts, without its outline: what a panel shows.</summary>
/// <param name="AsOf">Tells nothing that came later; null for now.</param>
/// <exception cref="NotFoundException">No version has this id, or it was made later.</exception>
public sealed record GetSlick(long Id, DateTimeOffset? AsOf = null) : IRequest<SlickDetails>;

/// <param name="Case">Of the slick through its life: the id of its first version.</param>
/// <param name="ParentCases">Those that its case came from: of what was united, or the one that it was split off; empty for what a run or a
/// person put in.</param>
/// <param name="Timestamp">When the radar saw it.</param>
/// <param name="AreaM2">On the spheroid, like every other metric.</param>
/// <param name="LengthM">Longer side of the oriented envelope.</param>
/// <param name="PolsbyPopper">4πA/P², 0 to 1; 1 is a circle.</param>
/// <param name="FillFactor">Area over the area of the oriented envelope, 0 to 1.</param>
/// <param name="Parents">The versions that this one replaced.</param>
/// <param name="SupersededBy">Null while the version is active.</param>
public sealed record SlickDetails(
    long Id,
    long Case,
    long[] ParentCases,
    DateTimeOffset Timestamp,
    int Class,
    int? MachineClass,
    double? MachineConfidence,
    double? HumanConfidence,
    bool Active,
    bool Validated,
    SlickState State,
    string? Notes,
    long? Run,
    string? Scene,
    string? Model,
    long? Decision,
    long[] Parents,
    DateTimeOffset CreatedAt,
    DateTimeOffset? DeactivatedAt,
    double AreaM2,
    double PerimeterM,
    double LengthM,
    double PolsbyPopper,
    double FillFactor,
    int Parts,
    double LargestAreaM2,
    double MedianAreaM2,
    double Longitude,
    double Latitude,
    double[] Bbox,
    int Vertices,
    Supersession? SupersededBy
)
{
    /// <summary>As one would have read it at an instant: what replaced it later is not known yet.</summary>
    /// <returns>Null when it was made later.</returns>
    public SlickDetails? AsItStood(DateTimeOffset at) =>
        CreatedAt > at ? null
        : DeactivatedAt > at ? this with { Active = true, DeactivatedAt = null, SupersededBy = null }
        : this;
}

/// <summary>Who replaced a version, when, how and with what.</summary>
/// <param name="Slicks">The successors; empty when the version was removed without one.</param>
/// <param name="Cases">Theirs, each once.</param>
public sealed record Supersession(long Decision, string Kind, string Reviewer, DateTimeOffset At, long[] Slicks, long[] Cases);

internal sealed class GetSlickHandler(ISlickQueries queries) : IRequestHandler<GetSlick, SlickDetails>
{
    public async Task<SlickDetails> Handle(GetSlick request, CancellationToken cancellationToken) =>
        await queries.Details(request.Id, cancellationToken) is not { } slick
            ? throw new NotFoundException($"There is no slick {request.Id}.")
        : request.AsOf is not { } then ? slick
        : slick.AsItStood(then)
            ?? throw new NotFoundException($"Slick {request.Id} was made later than {then.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC.");
}
