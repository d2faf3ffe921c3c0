using System.Buffers;
using System.Globalization;
using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.WebUtilities;
using Review.App.Shell;
using Review.Domain;
using Review.Domain.Features;
using Review.Domain.Slicks;

namespace Review.App.Slicks;

/// <summary>Slicks over HTTP: features, lineages, pages, exports, tiles.</summary>
internal static class SlickRoutes
{
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
        api.MapGet(
                "/slicks/{id:long}/history",
                (long id, HttpContext http, ISender sender, CancellationToken cancellation) =>
                    LineageOf(id, Lineage.History, http, sender, cancellation)
            )
            .Costly(CostlyRead.List);
        api.MapGet(
                "/slicks/{id:long}/descendants",
                (long id, HttpContext http, ISender sender, CancellationToken cancellation) =>
                    LineageOf(id, Lineage.Descendants, http, sender, cancellation)
            )
            .Costly(CostlyRead.List);
        api.MapGet("/slicks/{id:long}/thumbnail.svg", Thumbnail);
        api.MapGet(
                "/summary",
                async (HttpContext http, ISender sender, CancellationToken cancellation) =>
                    TypedResults.Ok(await sender.Send(new GetSummary(FilterQuery.Read(http.Request.Query)), cancellation))
            )
            .Costly(CostlyRead.List);
        api.MapGet("/export", Export).Costly(CostlyRead.Export);
    }

    private static async Task Search(HttpContext http, ISender sender, CancellationToken cancellation)
    {
        var query = http.Request.Query;
        var page = await sender.Send(
            new SearchSlicks(
                FilterQuery.Read(query),
                QueryValues.Limit(query, UsualLimit, MostLimit),
                QueryValues.After(query),
                QueryValues.Seen(query)
            ),
            cancellation
        );
        var next = page.Next is { } mark ? With(http, Named("after", Text(mark.After)), Named("seen", mark.Seen.ToString())) : null;
        await Answer(http, body => GeoJsonFeatures.Write(body, page, next), cancellation);
    }

    private static async Task<Ok<UndecidedList>> Undecided(HttpContext http, ISender sender, CancellationToken cancellation)
    {
        var query = http.Request.Query;
        var order = query.TryGetValue("order", out var name)
            ? WrittenValues.Word<SlickOrder>(name)
                ?? throw new RuleBrokenException("order", "order is newest, time, confidence, area, length or class.")
            : SlickOrder.Newest;
        return TypedResults.Ok(
            await sender.Send(
                new ListUndecided(
                    FilterQuery.Read(query),
                    order,
                    query["dir"] != "asc",
                    QueryValues.After(query),
                    QueryValues.Limit(query, UsualUndecided, MostUndecided)
                ),
                cancellation
            )
        );
    }

    private static async Task Feature(long id, HttpContext http, ISender sender, CancellationToken cancellation)
    {
        var feature = await sender.Send(new GetFeature(id, AsOf(http)), cancellation);
        await Answer(http, body => GeoJsonFeatures.Write(body, feature), cancellation);
    }

    private static async Task Case(long number, HttpContext http, ISender sender, CancellationToken cancellation) =>
        await Feature(await sender.Send(new FindCase(number), cancellation), http, sender, cancellation);

    private static async Task LineageOf(long id, Lineage direction, HttpContext http, ISender sender, CancellationToken cancellation)
    {
        var query = http.Request.Query;
        var page = new LineagePage(id, direction, AsOf(http), QueryValues.After(query), QueryValues.Limit(query, UsualLimit, MostLimit));
        var lineage = await sender.Send(new GetLineage(page), cancellation);
        var next = lineage.History.Next is { } last ? With(http, Named("after", Text(last))) : null;
        await Answer(http, body => GeoJsonFeatures.Write(body, lineage, next), cancellation);
    }

    private static async Task Export(HttpContext http, ISender sender, FeatureFormats formats, CancellationToken cancellation)
    {
        var query = http.Request.Query;
        var format = formats.Find(query["format"]);
        var filter = FilterQuery.Read(query);
        var name = $"slicks-{DateTimeOffset.UtcNow.ToString("yyyyMMdd-HHmm", CultureInfo.InvariantCulture)}{format.Extension}";
        http.Response.ContentType = format.MediaType;
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"{name}\"";
        await sender.Send(new ExportSlicks(filter, format, http.Response.BodyWriter.AsStream()), cancellation);
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
            "image/svg+xml"
        );
    }

    /// <summary>The address of this request, with these values in it.</summary>
    private static string With(HttpContext http, params KeyValuePair<string, string?>[] values)
    {
        var kept = http
            .Request.Query.Where(pair => !values.Any(value => value.Key.Equals(pair.Key, StringComparison.OrdinalIgnoreCase)))
            .Select(pair => Named(pair.Key, pair.Value.ToString()));
        return QueryHelpers.AddQueryString($"{http.Request.Scheme}://{http.Request.Host}{http.Request.Path}", [.. kept, .. values]);
    }

    private static KeyValuePair<string, string?> Named(string name, string value) => new(name, value);

    private static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);

    private static DateTimeOffset? AsOf(HttpContext http) =>
        FilterText.Read(name => name == "asof" ? http.Request.Query[name].ToString() : null).AsOf;

    private static async Task Answer(HttpContext http, Action<IBufferWriter<byte>> write, CancellationToken cancellation)
    {
        var body = new ArrayBufferWriter<byte>();
        write(body);
        http.Response.ContentType = GeoJsonFeatures.MediaType;
        http.Response.ContentLength = body.WrittenCount;
        await http.Response.BodyWriter.WriteAsync(body.WrittenMemory, cancellation);
    }
}
