using MediatR;

namespace Review.Domain;

/// <summary>What this installation consists of: the program and what it stands on, for a report of a fault and for the page About.</summary>
public sealed record GetVersions : IRequest<IReadOnlyList<ComponentVersion>>;

/// <param name="Version">As the component says it; "not installed" when it is not there.</param>
public sealed record ComponentVersion(string Component, string Version);

/// <summary>Asks what only a part of the installation knows of itself.</summary>
public interface IVersions
{
    /// <returns>The database, its spatial extension, the newest migration, the raster library.</returns>
    Task<IReadOnlyList<ComponentVersion>> Ask(CancellationToken cancellation);
}

internal sealed class GetVersionsHandler(IVersions versions) : IRequestHandler<GetVersions, IReadOnlyList<ComponentVersion>>
{
    public async Task<IReadOnlyList<ComponentVersion>> Handle(GetVersions request, CancellationToken cancellationToken) =>
        [new("Slick Review", ProgramVersion.Text), new(".NET", Environment.Version.ToString()), .. await versions.Ask(cancellationToken)];
}
