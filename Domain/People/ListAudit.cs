using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Review.Domain.People;

/// <summary>What happened around signing in, people and keys, the newest first.</summary>
/// <param name="Name">Only about this person or key, in any case of letters.</param>
/// <param name="Since">Only from this instant on.</param>
/// <param name="Before">Only what was written down before the entry with this number: the next page.</param>
public sealed record ListAudit(string? Name, DateTimeOffset? Since, int Limit, long? Before = null) : IRequest<IReadOnlyList<AuditEntry>>
{
    internal sealed class Rules : AbstractValidator<ListAudit>
    {
        public Rules() => RuleFor(query => query.Limit).InclusiveBetween(1, 100_000).WithMessage("limit is a number from 1 to 100,000.");
    }
}

internal sealed class ListAuditHandler(IReviewDb db) : IRequestHandler<ListAudit, IReadOnlyList<AuditEntry>>
{
    public async Task<IReadOnlyList<AuditEntry>> Handle(ListAudit request, CancellationToken cancellationToken)
    {
        var entries = db.Audit.AsNoTracking();
        if (request.Name is { } name)
        {
            var lower = name.ToLowerInvariant();
#pragma warning disable CA1862 // In the database: lower(name) has an index.
            entries = entries.Where(entry => entry.Name.ToLower() == lower);
#pragma warning restore CA1862
        }

        if (request.Since is { } since)
        {
            entries = entries.Where(entry => entry.At >= since.ToUniversalTime());
        }

        if (request.Before is { } before)
        {
            entries = entries.Where(entry => entry.Id < before);
        }

        return await entries.OrderByDescending(entry => entry.Id).Take(request.Limit).ToListAsync(cancellationToken);
    }
}
