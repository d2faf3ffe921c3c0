using System.Text.Json.Serialization;
using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using Review.App.People;
using Review.App.Shell;
using Review.Domain;
using Review.Domain.Decisions;
using Review.Domain.Scenes;

namespace Review.App.Decisions;

/// <summary>Decisions over HTTP, for the page and for scripts alike.</summary>
internal static class DecisionRoutes
{
    public static void MapDecisions(this IEndpointRouteBuilder routes)
    {
        var decisions = routes.MapGroup("/api/decisions").WithTags("Decisions");
        decisions
            .MapPost("", Decide)
            .RequireAuthorization(Policies.Analyst)
            .WithAntiforgeryForCookies()
            .Accepts<DecisionBody>("application/json");
        decisions
            .MapPost("/preview", Preview)
            .RequireAuthorization(Policies.Viewer)
            .Costly(CostlyRead.Preview)
            .WithAntiforgeryForCookies()
            .Accepts<DecisionBody>("application/json");
        decisions.MapPost("/{id:long}/undo", Undo).RequireAuthorization(Policies.Analyst).WithAntiforgeryForCookies();
        decisions.MapGet("", ByKey).RequireAuthorization(Policies.Viewer);
        decisions.MapGet("/last", Last).RequireAuthorization(Policies.Viewer);
        decisions.MapGet("/last-undo", LastUndo).RequireAuthorization(Policies.Viewer);
    }

    private static async Task<Ok<DecisionAnswer>> Decide(HttpContext http, ISender sender, CancellationToken cancellation)
    {
        http.NeedsIdempotencyKey();
        var (body, hash) = await JsonBody.Read<DecisionBody>(http.Request, cancellation);
        var command = await Command(body, body.By(http.Authorship(hash)), sender, cancellation);
        return Answer(http, (DecisionResult)(await sender.Send((object)command, cancellation))!, command.Takes);
    }

    private static async Task<Ok<PreviewAnswer>> Preview(HttpContext http, ISender sender, CancellationToken cancellation)
    {
        var (body, hash) = await JsonBody.Read<DecisionBody>(http.Request, cancellation);
        var command = await Command(body, body.By(new Authorship(http.User.ReviewerName(), null, hash)), sender, cancellation);
        return TypedResults.Ok(PreviewAnswer.Of(await sender.Send(new PreviewDecision(command), cancellation)));
    }

    private static async Task<Ok<DecisionAnswer>> Undo(long id, HttpContext http, ISender sender, CancellationToken cancellation)
    {
        var (body, hash) = await JsonBody.ReadOptional<UndoBody>(http.Request, cancellation);
        var by = http.Authorship(hash, BitConverter.GetBytes(id)) with { Comment = body?.Comment };
        return Answer(http, await sender.Send(new UndoDecision(id, body?.Slicks, body?.Together ?? false, by), cancellation), asked: []);
    }

    private static async Task<Results<Ok<DecisionSummary>, ProblemHttpResult>> Last(
        HttpContext http,
        ISender sender,
        CancellationToken cancellation
    ) =>
        await sender.Send(new GetLastDecision(http.User.ReviewerName()), cancellation) is { } last
            ? TypedResults.Ok(last)
            : TypedResults.Problem("You have made no decision that could be undone.", statusCode: StatusCodes.Status404NotFound);

    private static async Task<Results<Ok<DecisionSummary>, ProblemHttpResult>> LastUndo(
        HttpContext http,
        ISender sender,
        CancellationToken cancellation
    ) =>
        await sender.Send(new GetLastUndo(http.User.ReviewerName()), cancellation) is { } last
            ? TypedResults.Ok(last)
            : TypedResults.Problem("You have undone nothing since your last decision.", statusCode: StatusCodes.Status404NotFound);

    /// <summary>Whether a request that got no answer was carried out.</summary>
    private static async Task<Results<Ok<DecisionAnswer>, ProblemHttpResult>> ByKey(
        string? key,
        HttpContext http,
        ISender sender,
        CancellationToken cancellation
    ) =>
        string.IsNullOrEmpty(key) ? throw new RuleBrokenException("key", "Say which idempotency key: ?key=…")
        : await sender.Send(new FindDecision(http.User.ReviewerName(), key), cancellation) is { } made
            ? TypedResults.Ok(new DecisionAnswer(made.Decision, made.Kind, made.At, made.Inputs, made.Outputs))
        : TypedResults.Problem("No decision of yours came with this idempotency key.", statusCode: StatusCodes.Status404NotFound);

    private static async Task<DecisionCommand> Command(DecisionBody body, Authorship by, ISender sender, CancellationToken cancellation)
    {
        var scene = body.Scene is { Length: > 0 } name ? await sender.Send(new FindScene(name), cancellation) : null;
        return body.ToCommand(by, scene);
    }

    private static Ok<DecisionAnswer> Answer(HttpContext http, DecisionResult result, IReadOnlyList<long> asked)
    {
        if (result.Replayed)
        {
            http.Response.Headers["Idempotency-Replayed"] = "true";
        }

        return TypedResults.Ok(
            new DecisionAnswer(
                result.Decision,
                result.Kind,
                result.At,
                result.Inputs,
                result.Outputs,
                [.. asked.Distinct().Except(result.Inputs).Order()]
            )
        );
    }
}

/// <param name="Unchanged">Those of the slicks asked for that were so already, and were left out; null where the request is not at
/// hand.</param>
public sealed record DecisionAnswer(long Decision, string Kind, DateTimeOffset At, long[] Inputs, long[] Outputs, long[]? Unchanged = null);

/// <param name="Slicks">Outputs of the decision to take back one by one; absent for all.</param>
/// <param name="Together">Also undo the later decisions that build on it.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record UndoBody(long[]? Slicks, bool? Together, string? Comment);
