using FluentValidation;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace Review.Domain;

/// <summary>Runs the rules of every request before its handler.</summary>
internal sealed class Validation<TRequest, TResult>(IServiceProvider services) : IPipelineBehavior<TRequest, TResult>
    where TRequest : notnull
{
    public async Task<TResult> Handle(TRequest request, RequestHandlerDelegate<TResult> next, CancellationToken cancellationToken)
    {
        await Validation.Check(services, request, cancellationToken);
        return await next();
    }
}

internal static class Validation
{
    /// <exception cref="ValidationException">A rule of the request's type is broken.</exception>
    public static async Task Check(IServiceProvider services, object request, CancellationToken cancellation)
    {
        foreach (var validator in services.GetServices(typeof(IValidator<>).MakeGenericType(request.GetType())).Cast<IValidator>())
        {
            var result = await validator.ValidateAsync(new ValidationContext<object>(request), cancellation);
            if (!result.IsValid)
            {
                throw new ValidationException(result.Errors);
            }
        }
    }
}
