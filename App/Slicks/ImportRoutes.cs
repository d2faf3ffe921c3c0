using System.Text;
using System.Text.Json;
using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using Review.App.People;
using Review.App.Shell;
using Review.Domain;
using Review.Domain.Slicks;

namespace Review.App.Slicks;

/// <summary>Detections over HTTP, for models and scripts.</summary>
internal static class ImportRoutes
{
    public static void MapImports(this IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/api/import", Import)
            .RequireAuthorization(Policies.Analyst)
            .WithAntiforgeryForCookies()
            .WithTags("Slicks")
            .Accepts<JsonElement>("application/geo+json", "application/json", "application/geo+json-seq", "application/x-ndjson");

    private static async Task<Ok<ImportAnswer>> Import(HttpContext http, ISender sender, CancellationToken cancellation)
    {
        string? Given(string name) => http.Request.Query[name].ToString() is { Length: > 0 } text ? text : null;
        var (text, hash) = await JsonBody.Bytes(http.Request, cancellation);
        var acquired = Given("acquired") is { } time ? WrittenValues.Instant("acquired", time) : (DateTimeOffset?)null;
        var file = DetectionFile.Read(
            text,
            DetectionMapping.Parse(Given("map"), Given("classProperty"), Given("confidenceProperty"), Given("unclassified")),
            Given("scene")
        );
        var result = await sender.Send(
            new ImportDetections(
                file.Scene,
                acquired,
                Given("model") ?? "import",
                Simulated: false,
                file.Detections,
                http.Authorship(hash, Encoding.UTF8.GetBytes(http.Request.QueryString.ToString())),
                Given("again") switch
                {
                    null or "false" => false,
                    "true" => true,
                    _ => throw new RuleBrokenException("again", "again is true or false."),
                }
            ),
            cancellation
        );
        return TypedResults.Ok(new ImportAnswer(result.Run, result.Slicks));
    }

    /// <param name="Slicks">In the order of the features.</param>
    public sealed record ImportAnswer(long Run, long[] Slicks);
}
