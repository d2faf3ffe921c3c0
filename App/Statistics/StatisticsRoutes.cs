using System.Globalization;
using System.Text;
using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using Review.App.Shell;
using Review.Domain;
using Review.Domain.People;
using Review.Domain.Statistics;

namespace Review.App.Statistics;

/// <summary>The statistics over HTTP: all of them as JSON, each as a table.</summary>
internal static class StatisticsRoutes
{
    public static void MapStatistics(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api").RequireAuthorization(Policies.Viewer).WithTags("Statistics");
        api.MapGet("/statistics", All)
            .Costly(CostlyRead.List)
            .WithSummary("Backlog, decisions, reasons, times, and the model against people.");
        api.MapGet("/statistics.csv", Table)
            .Costly(CostlyRead.List)
            .Produces<string>(contentType: "text/csv")
            .WithSummary("One part of the statistics as a table: backlog, age, decisions, reasons, times or confusion.");
    }

    private static async Task<Ok<StatisticsAnswer>> All(HttpContext http, ISender sender, CancellationToken cancellation)
    {
        var filter = Filter(http);
        var backlog = await sender.Send(new GetBacklog(filter.Slicks), cancellation);
        var work = await sender.Send(new GetReviewWork(filter, AskerOf(http)), cancellation);
        var agreement = await sender.Send(new GetModelAgreement(filter.Slicks), cancellation);
        return TypedResults.Ok(StatisticsAnswer.Of(backlog, work, agreement));
    }

    private static async Task<IResult> Table(
        string? part,
        HttpContext http,
        ISender sender,
        TimeProvider time,
        CancellationToken cancellation
    )
    {
        var wanted =
            WrittenValues.Word<StatisticsPart>(part)
            ?? throw new RuleBrokenException("part", "part is backlog, age, decisions, reasons, times or confusion.");
        var filter = Filter(http);
        var csv = wanted switch
        {
            StatisticsPart.Backlog => StatisticsCsv.Backlog(await sender.Send(new GetBacklog(filter.Slicks), cancellation)),
            StatisticsPart.Age => StatisticsCsv.Age(await sender.Send(new GetBacklog(filter.Slicks), cancellation)),
            StatisticsPart.Confusion => StatisticsCsv.Confusion(await sender.Send(new GetModelAgreement(filter.Slicks), cancellation)),
            _ => OfWork(wanted, await sender.Send(new GetReviewWork(filter, AskerOf(http)), cancellation)),
        };
        var now = time.GetUtcNow().ToString("yyyyMMdd-HHmm", CultureInfo.InvariantCulture);
        var name = $"statistics-{wanted.ToString().ToLowerInvariant()}-{now}.csv";
        return Results.File(Encoding.UTF8.GetBytes(csv), "text/csv; charset=utf-8; header=present", name);
    }

    private static string OfWork(StatisticsPart part, ReviewWork work) =>
        part switch
        {
            StatisticsPart.Decisions => StatisticsCsv.Decisions(work),
            StatisticsPart.Reasons => StatisticsCsv.Reasons(work),
            _ => StatisticsCsv.Times(work),
        };

    private static StatisticsFilter Filter(HttpContext http) =>
        StatisticsFilter.Read(name => http.Request.Query.TryGetValue(name, out var value) ? value.ToString() : null);

    private static Asker AskerOf(HttpContext http) => new(http.User.ReviewerName(), http.User.RoleOf() ?? Role.Viewer);
}
