using System.Globalization;
using FluentValidation;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Review.Domain;
using Review.Domain.Decisions;
using Review.Domain.Detection;
using Review.Domain.Slicks;

namespace Review.App.Shell;

/// <summary>The one place where errors become problem details: a status, and a sentence that a person can act on.</summary>
internal sealed class Problems(IProblemDetailsService writer) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (Of(exception) is not { } problem)
        {
            return false;
        }

        httpContext.Response.StatusCode = problem.Status!.Value;
        if (RetryAfter(exception) is { } pause)
        {
            httpContext.Response.Headers.RetryAfter = pause.TotalSeconds.ToString(CultureInfo.InvariantCulture);
            if (AwayPage.IsFor(httpContext.Request))
            {
                await AwayPage.Write(httpContext.Response, problem, pause);
                return true;
            }
        }

        return await writer.TryWriteAsync(
            new ProblemDetailsContext
            {
                HttpContext = httpContext,
                ProblemDetails = problem,
                Exception = exception,
            }
        );
    }

    /// <summary>What a part of the page says that could not be read: the rest of the page goes on.</summary>
    public static string SentenceOf(Exception failure) =>
        DatabaseTrouble.Of(failure) is { } trouble
            ? $"{Away(trouble).Title}; decisions are kept here and sent when it is back."
            : "The server did not answer as it should.";

    /// <returns>The sentence of a refusal that is the person's to act on; null for what is a fault.</returns>
    public static string? RefusalOf(Exception failure) => Of(failure)?.Detail;

    private static ProblemDetails? Of(Exception exception) =>
        exception switch
        {
            ValidationException invalid => Invalid(
                invalid
                    .Errors.GroupBy(error => Field(error.PropertyName), error => error.ErrorMessage.Bounded())
                    .ToDictionary(group => group.Key, group => group.Distinct().ToArray())
            ),
            RuleBrokenException broken => Invalid(new Dictionary<string, string[]> { [broken.Field] = [broken.Message] }),
            OutlineException outline => Problem(
                StatusCodes.Status422UnprocessableEntity,
                "geometry",
                "The geometry cannot be used",
                outline.Message
            ),
            NotFoundException missing => Problem(StatusCodes.Status404NotFound, "not-found", "Not found", missing.Message),
            IdempotencyException reused => Problem(
                StatusCodes.Status409Conflict,
                "idempotency-key",
                "The idempotency key was used before",
                reused.Message
            ),
            LedgerConflictException conflict => With(
                Problem(StatusCodes.Status409Conflict, "conflict", "Somebody was first", conflict.Message),
                "conflicts",
                conflict.Conflicts
            ),
            RunExistsException exists => With(
                Problem(StatusCodes.Status409Conflict, "run-exists", "The same run is there already", exists.Message),
                "run",
                exists.Run
            ),
            ImportedBeforeException before => With(
                Problem(StatusCodes.Status409Conflict, "imported-before", "The same was imported before", before.Message),
                "run",
                before.Run
            ),
            DependentsException dependents => With(
                Problem(StatusCodes.Status409Conflict, "dependents", "Later decisions build on it", dependents.Message),
                "dependents",
                dependents.Dependents
            ),
            AntiforgeryValidationException => Problem(
                StatusCodes.Status400BadRequest,
                "antiforgery",
                "The page is out of date",
                "The request did not come with this page's token. Reload the page and try again."
            ),
            BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => Problem(
                StatusCodes.Status413PayloadTooLarge,
                "too-large",
                "The body is too large",
                $"The body is larger than {JsonBody.MostBytes / 1_000_000} MB. Send less at once."
            ),
            BadHttpRequestException { StatusCode: StatusCodes.Status400BadRequest } bad => Invalid(
                new Dictionary<string, string[]> { ["body"] = [bad.Message] }
            ),
            BadHttpRequestException bad => Problem(bad.StatusCode, "request", "The request cannot be read", bad.Message),
            BusyException busy => Problem(StatusCodes.Status503ServiceUnavailable, "busy", "Too much at once", busy.Message),
            _ => TroubleOf(exception) is { } trouble ? Away(trouble) : null,
        };

    private static TimeSpan? RetryAfter(Exception exception) =>
        exception is BusyException ? BusyException.RetryAfter : TroubleOf(exception)?.RetryAfter;

    private static DatabaseTrouble? TroubleOf(Exception exception) =>
        exception is NotReadyException not ? not.Trouble : DatabaseTrouble.Of(exception);

    private static ProblemDetails Away(DatabaseTrouble trouble) =>
        trouble.Kind switch
        {
            DatabaseTroubleKind.Busy => Problem(
                StatusCodes.Status503ServiceUnavailable,
                "database-busy",
                "The database is busy",
                trouble.Sentence
            ),
            DatabaseTroubleKind.Full => Problem(StatusCodes.Status503ServiceUnavailable, "disk-full", "The disk is full", trouble.Sentence),
            _ => Problem(StatusCodes.Status503ServiceUnavailable, "database-away", "The database is away", trouble.Sentence),
        };

    private static ProblemDetails Problem(int status, string type, string title, string detail) =>
        new()
        {
            Status = status,
            Type = $"urn:slick-review:{type}",
            Title = title,
            Detail = detail.Bounded(),
        };

    private static ProblemDetails Invalid(Dictionary<string, string[]> errors) =>
        With(
            Problem(
                StatusCodes.Status400BadRequest,
                "invalid",
                "Something is missing or wrong",
                string.Join(' ', errors.Values.SelectMany(sentences => sentences))
            ),
            "errors",
            errors
        );

    private static ProblemDetails With(ProblemDetails problem, string member, object value)
    {
        problem.Extensions[member] = value;
        return problem;
    }

    private static string Field(string property) => property.Length == 0 ? "body" : char.ToLowerInvariant(property[0]) + property[1..];
}

/// <summary>The database was asked whether it works, and does not.</summary>
internal sealed class NotReadyException(DatabaseTrouble trouble) : Exception(trouble.Sentence)
{
    public DatabaseTrouble Trouble => trouble;
}
