using FluentValidation;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Review.Domain.Decisions;

namespace Review.Domain;

/// <summary>What the host registers of this project.</summary>
public static class DomainServices
{
    public static IServiceCollection AddReviewDomain(this IServiceCollection services)
    {
        var assembly = typeof(DomainServices).Assembly;
        services.AddMediatR(configuration => configuration
            .RegisterServicesFromAssembly(assembly)
            .AddOpenBehavior(typeof(Validation<,>)));
        foreach (var type in assembly.GetTypes().Where(type => !type.IsAbstract && !type.ContainsGenericParameters))
        {
            foreach (var validator in type.GetInterfaces().Where(face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IValidator<>)))
            {
                services.AddSingleton(validator, type);
            }

            if (type.IsSubclassOf(typeof(DecisionCommand)))
            {
                services.AddTransient(
                    typeof(IRequestHandler<,>).MakeGenericType(type, typeof(DecisionResult)),
                    typeof(Decide<>).MakeGenericType(type));
            }
        }

        services.AddScoped<Detection.QueueRun>();
        services.AddScoped<Detection.IRunWork, Detection.RunWork>();
        return services;
    }
}
