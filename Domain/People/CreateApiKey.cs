using System.Buffers.Text;
using System.Security.Cryptography;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Review.Domain.People;

/// <summary>Makes an API key. The answer is the only time that the key can be read.</summary>
public sealed record CreateApiKey(string Name, Role Role, string By = "") : IRequest<string>
{
    internal sealed class Rules : AbstractValidator<CreateApiKey>
    {
        public Rules() =>
            RuleFor(command => command.Name).NotEmpty().MaximumLength(100).WithMessage("A key has a name of 1 to 100 characters.");
    }
}

internal sealed class CreateApiKeyHandler(IReviewDb db, TimeProvider time) : IRequestHandler<CreateApiKey, string>
{
    public async Task<string> Handle(CreateApiKey request, CancellationToken cancellationToken)
    {
        if (await db.ApiKeys.AnyAsync(key => key.Name == request.Name && key.RevokedAt == null, cancellationToken))
        {
            throw new RuleBrokenException(
                "name",
                $"There is a key called {request.Name} already. Revoke it first, or choose another name."
            );
        }

        var key = "sr_" + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        db.ApiKeys.Add(
            new ApiKey
            {
                Name = request.Name,
                Role = request.Role,
                Hash = ApiKey.HashOf(key),
                CreatedAt = time.GetUtcNow(),
            }
        );
        await db.Note(
            time,
            AuditEvents.KeyCreated,
            request.Name,
            request.By,
            cancellationToken,
            request.Role.ToString().ToLowerInvariant()
        );
        return key;
    }
}
