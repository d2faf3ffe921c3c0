using System.Globalization;
using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.WebUtilities;
using Review.App.Shell;
using Review.Domain.Decisions;
using Review.Domain.Slicks;

namespace Review.App.Slicks;

/// <summary>Slicks over HTTP: features, lineages, pages, exports, tiles.</summary>
internal static class SlickRoutes
{
    private const string GeoJsonType = "application/geo+json";
    private const int UsualLimit = 100;
    private const int MostLimit = 10_000;
    private const int UsualUndecided = 20;
    private const int MostUndecided = 100;

    public static void MapSlicks(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api").RequireAuthorization(Policies.Viewer).WithTags("Slicks");
        api.MapGet("/slicks", Search).Costly(CostlyRead.List);
        api.MapGet("/slicks/undecided", Undecided).Costly(CostlyRead.List);
        api.MapGet("/slicks/{id:long}", Feature);
        api.MapGet("/cases/{number:long}", Case);
        api.MapGet("/slicks/{id:long}/history", (long id, HttpContext http, ISlickQueries queries) => LineageOf(id, Lineage.History, http, queries))
            .Costly(CostlyRead.List);
        api.MapGet("/slicks/{id:long}/descendants", (long id, HttpContext http, ISlickQueries queries) => LineageOf(id, Lineage.Descendants, http, queries))
            .Costly(CostlyRead.List);
        api.MapGet("/slicks/{id:long}/thumbnail.svg", Thumbnail);
        api.MapGet("/summary", async (HttpContext http, ISender sender, CancellationToken cancellation) =>
            TypedResults.Ok(await sender.Send(new GetSummary(FilterQuery.Read(http.Request.Query)), cancellation))).Costly(CostlyRead.List);
        api.MapGet("/export", Export).Costly(CostlyRead.Export);
    }

    private static async Task Search(HttpContext http, ISender sender, CancellationToken cancellation)
    {
        var query = http.Request.Query;
        var request = new SearchSlicks(FilterQuery.Read(query), QueryValues.Limit(query, UsualLimit, MostLimit), QueryValues.After(query), (last, moment) => Next(http, last, moment), new MemoryStream(), QueryValues.Seen(query));
        await sender.Send(request, cancellation);
        await Answer(http, (MemoryStream)request.Output, cancellation);
    }

    private static async Task<Ok<UndecidedList>> Undecided(HttpContext http, ISender sender, CancellationToken cancellation)
    {
        var query = http.Request.Query;
        var order = query.TryGetValue("order", out var name) ? QueryValues.Word<SlickOrder>(name) ?? throw new RuleBrokenException("order", "order is newest, time, confidence, area, length or class.") : SlickOrder.Newest;
        return TypedResults.Ok(await sender.Send(
            new ListUndecided(FilterQuery.Read(query), order, query["dir"] != "asc", QueryValues.After(query), QueryValues.Limit(query, UsualUndecided, MostUndecided)), cancellation));
    }

    private static async Task Feature(long id, HttpContext http, ISlickQueries queries)
    {
        var feature = new MemoryStream();
        await Answer(http, await queries.WriteFeature(id, AsOf(http), feature, http.RequestAborted) ? feature : throw Missing(id, AsOf(http)), http.RequestAborted);
    }

    private static async Task Case(long number, HttpContext http, ISender sender, ISlickQueries queries) =>
        await Feature(await sender.Send(new FindCase(number), http.RequestAborted), http, queries);

    private static async Task LineageOf(long id, Lineage direction, HttpContext http, ISlickQueries queries)
    {
        var (query, asof) = (http.Request.Query, AsOf(http));
        var page = new LineagePage(id, direction, asof, QueryValues.After(query), QueryValues.Limit(query, UsualLimit, MostLimit));
        var lineage = new MemoryStream();
        var found = await queries.WriteLineage(page, last => With(http, KeyValuePair.Create("after", (string?)Text(last))), lineage, http.RequestAborted);
        await Answer(http, found ? lineage : throw Missing(id, asof), http.RequestAborted);
    }

    private static async Task Export(HttpContext http, ISender sender, CancellationToken cancellation)
    {
        var query = http.Request.Query;
        if (query.TryGetValue("format", out var format) && format != "geojson")
        {
            throw new RuleBrokenException("format", "format is geojson.");
        }

        var filter = FilterQuery.Read(query);
        http.Response.ContentType = GeoJsonType;
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"slicks-{DateTimeOffset.UtcNow.ToString("yyyyMMdd-HHmm", CultureInfo.InvariantCulture)}.geojson\"";
        await sender.Send(new SearchSlicks(filter, null, null, null, http.Response.BodyWriter.AsStream()), cancellation);
    }

    /// <summary>A version never changes, so its picture may be kept for ever.</summary>
    private static async Task<Results<ContentHttpResult, NotFound>> Thumbnail(long id, HttpContext http, ISlickQueries queries)
    {
        if (await queries.Thumbnail(id, http.RequestAborted) is not { } path)
        {
            return TypedResults.NotFound();
        }

        http.Response.Headers.CacheControl = "private, max-age=31536000, immutable";
        return TypedResults.Content(
            $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 44 36" width="44" height="36"><path d="{path}" fill="#7d8ea3" fill-opacity=".35" fill-rule="evenodd" stroke="#7d8ea3" stroke-width="1.4" stroke-linejoin="round"/></svg>""",
            "image/svg+xml");
    }

    private static string Next(HttpContext http, long last, LedgerMoment moment) =>
        With(http, new("after", Text(last)), new("seen", moment.ToString()));

    /// <summary>The address of this request, with these values in it.</summary>
    private static string With(HttpContext http, params KeyValuePair<string, string?>[] values)
    {
        var kept = http.Request.Query
            .Where(pair => !values.Any(value => value.Key.Equals(pair.Key, StringComparison.OrdinalIgnoreCase)))
            .Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value.ToString()));
        return QueryHelpers.AddQueryString($"{http.Request.Scheme}://{http.Request.Host}{http.Request.Path}", [.. kept, .. values]);
    }

    private static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);

    private static NotFoundException Missing(long id, DateTimeOffset? asof) =>
        new(asof is { } then ? $"There was no slick {id} at {then.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC." : $"There is no slick {id}.");

    private static DateTimeOffset? AsOf(HttpContext http) => FilterQuery.Read(name => name == "asof" ? http.Request.Query[name].ToString() : null).AsOf;

    private static async Task Answer(HttpContext http, MemoryStream body, CancellationToken cancellation)
    {
        http.Response.ContentType = GeoJsonType;
        http.Response.ContentLength = body.Length;
        body.Position = 0;
        await body.CopyToAsync(http.Response.Body, cancellation);
    }
}
