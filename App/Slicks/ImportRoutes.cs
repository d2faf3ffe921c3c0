using System.Text;
using System.Text.Json;
using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using Review.App.People;
using Review.App.Shell;
using Review.Domain.Slicks;

namespace Review.App.Slicks;

/// <summary>Detections over HTTP, for models and scripts.</summary>
internal static class ImportRoutes
{
    public static void MapImports(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/import", Import).RequireAuthorization(Policies.Analyst).WithAntiforgeryForCookies().WithTags("Slicks")
            .Accepts<JsonElement>("application/geo+json", "application/json");

    private static async Task<Ok<ImportAnswer>> Import(HttpContext http, ISender sender, CancellationToken cancellation)
    {
        var query = http.Request.Query;
        var (document, hash) = await JsonBody.Read<JsonDocument>(http.Request, cancellation);
        using (document)
        {
            var map = DetectionFile.ClassMap(query["map"].ToString() is { Length: > 0 } text ? text : null);
            var acquired = query["acquired"].ToString() is { Length: > 0 } time ? QueryValues.Instant("acquired", time) : (DateTimeOffset?)null;
            var scene = DetectionFile.Scene(document.RootElement) ?? query["scene"].ToString();
            var result = await sender.Send(
                new ImportDetections(scene, acquired, query["model"].ToString() is { Length: > 0 } model ? model : "import", Simulated: false,
                    DetectionFile.Read(document.RootElement, map), http.Authorship(hash, Encoding.UTF8.GetBytes(http.Request.QueryString.ToString()))),
                cancellation);
            return TypedResults.Ok(new ImportAnswer(result.Run, result.Slicks));
        }
    }

    /// <param name="Slicks">In the order of the features.</param>
    public sealed record ImportAnswer(long Run, long[] Slicks);
}
