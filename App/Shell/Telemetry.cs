using Npgsql;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Review.App.Shell;

/// <summary>
/// What requests and statements take, told to a collector by the OpenTelemetry protocol. Where and how is said by its own variables
/// (https://opentelemetry.io/docs/specs/otel/protocol/exporter); without an endpoint nothing is gathered.
/// </summary>
internal static class Telemetry
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string Service = "slick-review";

    /// <exception cref="Domain.StartException">The endpoint is no address.</exception>
    public static void AddTelemetry(this IServiceCollection services, IConfiguration settings)
    {
        if (settings[Endpoint] is not { Length: > 0 } given)
        {
            return;
        }

        if (!Uri.TryCreate(given, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            throw new Domain.StartException($"{Endpoint} is no address: {given}. It looks like http://127.0.0.1:4317.");
        }

        services
            .AddOpenTelemetry()
            .ConfigureResource(resource =>
                resource.AddService(Service, serviceVersion: typeof(Telemetry).Assembly.GetName().Version!.ToString(3))
            )
            .WithTracing(traces =>
                traces.AddAspNetCoreInstrumentation(requests => requests.Filter = IsWorthTelling).AddHttpClientInstrumentation().AddNpgsql()
            )
            .WithMetrics(metrics =>
                metrics.AddAspNetCoreInstrumentation().AddHttpClientInstrumentation().AddRuntimeInstrumentation().AddNpgsqlInstrumentation()
            )
            .UseOtlpExporter();
    }

    // Asked every few seconds by whoever watches over the process.
    private static bool IsWorthTelling(HttpContext http) => http.Request.Path.Value is not ("/healthz" or "/readyz");
}
