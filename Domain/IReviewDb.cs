using Microsoft.EntityFrameworkCore;
using Review.Domain.Decisions;
using Review.Domain.Detection;
using Review.Domain.People;
using Review.Domain.Scenes;

namespace Review.Domain;

/// <summary>
/// The tables that queries read. Slicks change through <see cref="ILedger"/> only, and are read through <see cref="Slicks.ISlickQueries"/>.
/// </summary>
public interface IReviewDb
{
    DbSet<Scene> Scenes { get; }

    DbSet<Run> Runs { get; }

    DbSet<RunLine> RunLog { get; }

    DbSet<DetectionOverlap> DetectionOverlaps { get; }

    DbSet<Decision> Decisions { get; }

    DbSet<Person> People { get; }

    DbSet<ApiKey> ApiKeys { get; }

    DbSet<PersonSession> Sessions { get; }

    DbSet<AuditEntry> Audit { get; }

    Task<int> SaveChangesAsync(CancellationToken cancellationToken = default);
}
