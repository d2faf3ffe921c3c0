using System.Globalization;
using System.Text.Json.Serialization;
using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using Review.App.People;
using Review.App.Shell;
using Review.Domain;
using Review.Domain.Detection;

namespace Review.App.Runs;

/// <summary>Runs over HTTP: started, watched, cancelled, repeated.</summary>
internal static class RunRoutes
{
    private const int UsualLimit = 100;

    public static void MapRuns(this IEndpointRouteBuilder routes)
    {
        var runs = routes.MapGroup("/api/runs").WithTags("Runs");
        runs.MapGet("", List).RequireAuthorization(Policies.Viewer);
        runs.MapGet("/{id:long}", Details).RequireAuthorization(Policies.Viewer);
        runs.MapPost("/{id:long}/cancel", Cancel).RequireAuthorization(Policies.Analyst).WithAntiforgeryForCookies();
        runs.MapPost("/{id:long}/repeat", Repeat).RequireAuthorization(Policies.Analyst).WithAntiforgeryForCookies();
        routes
            .MapPost("/api/scenes/{id:long}/runs", Start)
            .RequireAuthorization(Policies.Analyst)
            .WithAntiforgeryForCookies()
            .WithTags("Runs")
            .Accepts<RunBody>("application/json");
    }

    private static async Task<Ok<IReadOnlyList<RunRow>>> List(HttpContext http, ISender sender, CancellationToken cancellation)
    {
        var query = http.Request.Query;
        var scene = query["scene"].ToString() is { Length: > 0 } text ? Number("scene", text) : (long?)null;
        return TypedResults.Ok(
            await sender.Send(
                new ListRuns(scene, QueryValues.Limit(query, UsualLimit, ListRuns.MostLimit), QueryValues.After(query)),
                cancellation
            )
        );
    }

    private static async Task<Ok<RunDetails>> Details(long id, ISender sender, CancellationToken cancellation) =>
        TypedResults.Ok(await sender.Send(new GetRun(id), cancellation));

    private static async Task<Accepted<RunAnswer>> Start(long id, HttpContext http, ISender sender, CancellationToken cancellation)
    {
        var (body, hash) = await JsonBody.ReadOptional<RunBody>(http.Request, cancellation);
        return Accepted(
            await sender.Send(
                new StartRun(id, body?.Model, body?.Force ?? false, http.Authorship(hash, BitConverter.GetBytes(id))),
                cancellation
            )
        );
    }

    private static async Task<Accepted<RunAnswer>> Repeat(long id, HttpContext http, ISender sender, CancellationToken cancellation) =>
        Accepted(await sender.Send(new RepeatRun(id, http.Authorship([], BitConverter.GetBytes(id))), cancellation));

    private static async Task<Ok<CancelAnswer>> Cancel(long id, HttpContext http, ISender sender, CancellationToken cancellation) =>
        TypedResults.Ok(new CancelAnswer(id, await sender.Send(new CancelRun(id, http.User.ReviewerName()), cancellation)));

    private static Accepted<RunAnswer> Accepted(long run) =>
        TypedResults.Accepted(string.Create(CultureInfo.InvariantCulture, $"/api/runs/{run}"), new RunAnswer(run));

    private static long Number(string field, string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new RuleBrokenException(field, $"{field} is the number of a scene.");

    public sealed record RunAnswer(long Run);

    /// <param name="Status">A running run is cancelled when its process has heard.</param>
    public sealed record CancelAnswer(long Run, RunStatus Status);
}

/// <param name="Model">The default one when absent.</param>
/// <param name="Force">Also when the same work was done before.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record RunBody(string? Model, bool? Force);
