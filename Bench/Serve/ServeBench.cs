using System.Net.Http.Headers;
using Npgsql;
using Review.App.Shell;
using Review.Domain;
using Review.Domain.People;
using Review.Domain.Slicks;

namespace Review.Bench.Serve;

/// <summary>
/// How fast pages and decisions are as the ledger grows: all sizes one after the other in one database, both sides of a ratio on the same
/// rows.
/// </summary>
internal sealed class ServeBench(
    IDatabase database,
    WebApplication app,
    NpgsqlDataSource source,
    BenchRows? rows,
    ServeSize size,
    ServeFigures figures
)
{
    private const int Rounds = 3;
    private const int Decisions = 500;

    private readonly UseCases useCases = app.Services.GetRequiredService<UseCases>();
    private readonly IBareReads bare = app.Services.GetRequiredService<IBareReads>();
    private readonly BenchSea sea = new(source);

    /// <summary>Fills the database to each of the sizes in turn, and measures.</summary>
    /// <remarks>Without rows to decide on it measures the database as it is, and changes nothing but keys.</remarks>
    public async Task Run(CancellationToken cancellation)
    {
        var (reader, writer) = (
            await useCases.Send(new CreateApiKey("bench reader", Role.Viewer), cancellation),
            await useCases.Send(new CreateApiKey("bench", Role.Analyst), cancellation)
        );
        try
        {
            using var http = Client(writer);
            if (rows is not null)
            {
                await sea.Prepare(cancellation);
            }

            foreach (var slicks in size.Sizes)
            {
                figures.Size = slicks;
                if (rows is not null)
                {
                    Console.Error.WriteLine($"Putting in slicks up to {slicks:N0} …");
                    await sea.Fill(slicks, cancellation);
                }

                await Measure(http, reader, slicks == size.Sizes[^1], cancellation);
            }
        }
        finally
        {
            await useCases.Send(new RevokeApiKey("bench reader"), CancellationToken.None);
            await useCases.Send(new RevokeApiKey("bench"), CancellationToken.None);
        }
    }

    private async Task Measure(HttpClient http, string reader, bool last, CancellationToken cancellation)
    {
        await useCases.Send(new GetSummary(new SlickFilter()), cancellation);
        var places = await sea.Places(Math.Max(size.Tiles, 400), cancellation);
        var tiles = new ServeTiles(database, http, reader, bare, size, figures);
        if (size.Wants("tiles") || size.Wants("kept"))
        {
            await tiles.FirstAndKept(places, cancellation);
        }

        if (size.Wants("kept"))
        {
            await tiles.KeptRate(places, cancellation);
        }

        if (size.Wants("beside"))
        {
            await tiles.Beside(places, cancellation);
        }

        if (size.Wants("lists"))
        {
            await new ServeReads(database, http, useCases, bare, size, figures).Run(places, cancellation);
        }

        var sides = rows is null ? null : new DecisionSides(database, app, http, rows);
        if (sides is not null && size.Wants("decisions"))
        {
            await Decide(sides, cancellation);
        }

        if (last)
        {
            await Crowds(new ServeCrowds(http, reader, size, figures), sides, places, cancellation);
        }
    }

    private async Task Crowds(
        ServeCrowds crowds,
        DecisionSides? sides,
        IReadOnlyList<(double Longitude, double Latitude)> places,
        CancellationToken cancellation
    )
    {
        if (size.Wants("reading"))
        {
            await crowds.Read(places, cancellation);
        }

        if (size.Wants("crowd"))
        {
            await crowds.Crowd(() => sides is null ? Task.CompletedTask : sides.Http("reclassify", 1, 1, cancellation), cancellation);
        }
    }

    private async Task Decide(DecisionSides sides, CancellationToken cancellation)
    {
        var (sql, own, web) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = -1; round < Rounds; round++)
        {
            var (plain, request, http) = (
                await sides.PgBench("reclassify", 1, Decisions, pipeline: false, cancellation),
                await sides.Requests("reclassify", 1, Decisions, cancellation),
                await sides.Http("reclassify", 1, Decisions, cancellation)
            );
            if (round >= 0)
            {
                sql.Add(1_000 / plain);
                own.Add(1_000 / request);
                web.Add(1_000 / http);
            }
        }

        figures.Add("reclassify, pgbench: ms", Median(sql));
        figures.Add(ServeLimits.Decision, Median(own));
        figures.Add("reclassify over HTTP: ms", Median(web));
    }

    private HttpClient Client(string key)
    {
        var http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return http;
    }

    private static double Median(List<double> figures) => figures.Order().ElementAt(figures.Count / 2);
}
