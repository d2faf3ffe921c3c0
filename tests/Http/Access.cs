using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;
using Review.Tests.Support;

namespace Review.Tests.Http;

/// <summary>What tests of who is let in share.</summary>
public abstract partial class Access(WebApp app)
{
    private protected WebApp App { get; } = app;

    private protected static bool IsPublic(RouteEndpoint route) => route.Metadata.GetMetadata<IAllowAnonymous>() is not null;

    private protected static IReadOnlyList<string> Methods(RouteEndpoint route) =>
        route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"];

    private protected static string Named(RouteEndpoint route) =>
        $"{(route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods is [var one] ? one : "any")} "
        + $"/{route.RoutePattern.RawText!.TrimStart('/')}";

    private protected IEnumerable<RouteEndpoint> Routes() =>
        App
            .Services.GetRequiredService<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
            .Where(route => route.Metadata.GetMetadata<StaticAssetDescriptor>() is null);

    [GeneratedRegex("{[^}]*}")]
    private protected static partial Regex Parameter();
}
