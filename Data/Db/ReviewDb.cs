using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Review.Domain;
using Review.Domain.Decisions;
using Review.Domain.Detection;
using Review.Domain.People;
using Review.Domain.Scenes;

namespace Review.Data.Db;

/// <summary>The tables as EF Core sees them. The schema itself is in Migrations/*.sql.</summary>
internal sealed class ReviewDb(DbContextOptions<ReviewDb> options) : IdentityUserContext<Person, long>(options), IReviewDb
{
    public DbSet<Scene> Scenes => Set<Scene>();

    public DbSet<Run> Runs => Set<Run>();

    public DbSet<RunLine> RunLog => Set<RunLine>();

    public DbSet<DetectionOverlap> DetectionOverlaps => Set<DetectionOverlap>();

    public DbSet<Decision> Decisions => Set<Decision>();

    public DbSet<Person> People => Users;

    public DbSet<ApiKey> ApiKeys => Set<ApiKey>();

    public DbSet<PersonSession> Sessions => Set<PersonSession>();

    public DbSet<AuditEntry> Audit => Set<AuditEntry>();

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.Entity<Scene>().ToTable("scene");
        builder.Entity<Run>(run =>
        {
            run.ToTable("run");
            run.Property(one => one.SceneId).HasColumnName("scene");
            run.Property(one => one.Status).HasConversion(status => Words.Of(status), word => Words.RunStatus(word));
            run.Property(one => one.Parameters).HasColumnType("jsonb");
            run.Property(one => one.Counts).HasColumnType("jsonb");
            run.Property(one => one.Timings).HasColumnType("jsonb");
        });
        builder.Entity<RunLine>(line =>
        {
            line.ToTable("run_log");
            line.Property(one => one.RunId).HasColumnName("run");
        });
        builder.Entity<DetectionOverlap>(overlap =>
        {
            overlap.ToTable("detection_overlap");
            overlap.Property(one => one.RunId).HasColumnName("run");
            overlap.Property(one => one.SlickId).HasColumnName("slick");
            overlap.Property(one => one.Class).HasColumnName("slick_class");
        });
        builder.Entity<Decision>().ToTable("decision");
        builder.HasDbFunction(typeof(Decision).GetMethod(nameof(Decision.IsTakenBack))!).HasName("decision_is_taken_back");
        builder.Entity<ApiKey>(key =>
        {
            key.ToTable("api_key");
            key.Property(one => one.Role).HasConversion(role => Words.Of(role), word => Words.Role(word));
        });
        builder.Entity<PersonSession>(session =>
        {
            session.ToTable("person_session");
            session.Property(one => one.PersonId).HasColumnName("person");
        });
        builder.Entity<AuditEntry>().ToTable("audit");
        builder.Entity<Person>(person =>
        {
            person.ToTable("person");
            person.Property(one => one.Role).HasConversion(role => Words.Of(role), word => Words.Role(word));
            person.Property(one => one.CreatedAt).HasDefaultValueSql("clock_timestamp()");
            person.Ignore(one => one.Email).Ignore(one => one.NormalizedEmail).Ignore(one => one.EmailConfirmed);
            person.Ignore(one => one.PhoneNumber).Ignore(one => one.PhoneNumberConfirmed).Ignore(one => one.TwoFactorEnabled);
        });
        builder.Entity<IdentityUserClaim<long>>(claim => claim.ToTable("person_claim").Property(one => one.UserId).HasColumnName("person"));
        builder.Entity<IdentityUserLogin<long>>(login => login.ToTable("person_login").Property(one => one.UserId).HasColumnName("person"));
        builder.Entity<IdentityUserToken<long>>(token => token.ToTable("person_token").Property(one => one.UserId).HasColumnName("person"));
        UseSnakeCase(builder);
    }

    private static void UseSnakeCase(ModelBuilder builder)
    {
        foreach (var property in builder.Model.GetEntityTypes().SelectMany(entity => entity.GetDeclaredProperties()))
        {
            if (property.GetColumnName() == property.Name)
            {
                property.SetColumnName(Words.SnakeCase(property.Name));
            }
        }
    }
}
