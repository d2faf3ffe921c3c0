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
        NetTopologySuite.NtsGeometryServices.Instance = Geometry.Outline.Services;
        services.AddMediatR(configuration => configuration.RegisterServicesFromAssembly(assembly).AddOpenBehavior(typeof(Validation<,>)));
        services.AddValidatorsFromAssembly(assembly, ServiceLifetime.Singleton, includeInternalTypes: true);
        foreach (
            var type in assembly
                .GetTypes()
                .Where(type =>
                    type is { IsAbstract: false, ContainsGenericParameters: false } && type.IsSubclassOf(typeof(DecisionCommand))
                )
        )
        {
            services.AddTransient(
                typeof(IRequestHandler<,>).MakeGenericType(type, typeof(DecisionResult)),
                typeof(Decide<>).MakeGenericType(type)
            );
        }

        services.AddSingleton<Features.IFeatureFormat, Features.GeoJsonFormat>();
        services.AddSingleton<Features.FeatureFormats>();
        services.AddScoped<Detection.QueueRun>();
        services.AddScoped<Detection.IRunWork, Detection.RunWork>();
        return services;
    }
}
