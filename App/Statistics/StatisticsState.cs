using Microsoft.AspNetCore.WebUtilities;
using Review.App.Shell.Frame;
using Review.Domain.Scenes;
using Review.Domain.Statistics;

namespace Review.App.Statistics;

/// <summary>What the page of the statistics knows: its filter, what was answered, and what is being asked. It has no markup.</summary>
/// <remarks>A filter that comes while an older one is answered wins; the older answer is dropped.</remarks>
public sealed class StatisticsState(PageWork work, Asker by, TimeProvider time) : IDisposable
{
    private const int MostScenes = 20;
    private CancellationTokenSource? asking;

    /// <summary>Something that is shown changed.</summary>
    public event Action? Changed;

    public StatisticsFilter Filter { get; private set; } = new(new());

    public Part<Backlog> Backlog { get; private set; } = new();

    public Part<ReviewWork> Work { get; private set; } = new();

    public Part<ModelAgreement> Agreement { get; private set; } = new();

    public bool IsAsking => asking is not null;

    /// <summary>Of the oldest answer that is shown; null before the first.</summary>
    public DateTimeOffset? AsOf => ((DateTimeOffset?[])[Backlog.Answer?.AsOf, Work.Answer?.AsOf, Agreement.Answer?.AsOf]).Min();

    public DecisionSpan Span => Filter.Span(time.GetUtcNow());

    /// <summary>What the address of the page has of the filter, without a question mark.</summary>
    public string Query => QueryOf(Filter);

    /// <summary>Where a part is to be had as a table, by the same filter.</summary>
    public string CsvOf(StatisticsPart part)
    {
        var query = Query;
        return $"/api/statistics.csv?part={part.ToString().ToLowerInvariant()}{(query.Length > 0 ? $"&{query}" : "")}";
    }

    /// <summary>Takes the filter of an address; what cannot be read of it is left out.</summary>
    public void Read(string query)
    {
        var values = QueryHelpers.ParseQuery(query);
        Filter = StatisticsFilter.ReadWhatCanBe(name => values.TryGetValue(name, out var found) ? found.LastOrDefault() : null);
    }

    /// <summary>Asks for all parts by a filter.</summary>
    public async Task Show(StatisticsFilter filter)
    {
        asking?.Cancel();
        using var own = new CancellationTokenSource();
        (asking, Filter) = (own, filter);
        (Backlog, Work, Agreement) = (Backlog with { IsOld = true }, Work with { IsOld = true }, Agreement with { IsOld = true });
        Changed?.Invoke();
        try
        {
            await Task.WhenAll(
                Ask(new GetBacklog(filter.Slicks), answer => Backlog = answer, own),
                Ask(new GetReviewWork(filter, by), answer => Work = answer, own),
                Ask(new GetModelAgreement(filter.Slicks), answer => Agreement = answer, own)
            );
        }
        catch (OperationCanceledException) when (own.IsCancellationRequested)
        {
            // A newer filter, or nobody looks any more.
        }

        if (asking == own)
        {
            asking = null;
            Changed?.Invoke();
        }
    }

    public Task Renew() => Show(Filter);

    /// <returns>Names of scenes with this in them; none when they cannot be asked for, the field takes any text.</returns>
    public async Task<IReadOnlyList<string>> ScenesWith(string? part, CancellationToken cancellation)
    {
        var filter = new SceneFilter(Name: string.IsNullOrWhiteSpace(part) ? null : part.Trim(), Limit: MostScenes);
        var found = await work.Ask(new ListScenes(filter), cancellation);
        return [.. (found.Answer ?? []).Select(scene => scene.Name)];
    }

    public void Dispose()
    {
        asking?.Cancel();
        asking = null;
    }

    private static string QueryOf(StatisticsFilter filter) =>
        string.Join('&', filter.Print().Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value)}"));

    private async Task Ask<T>(MediatR.IRequest<T> request, Action<Part<T>> take, CancellationTokenSource own)
        where T : class
    {
        var outcome = await work.Ask(request, own.Token);
        if (asking == own)
        {
            take(new Part<T>(outcome.Answer, outcome.Problem));
            Changed?.Invoke();
        }
    }
}

/// <summary>A part of the page.</summary>
/// <param name="Problem">Why there is no answer.</param>
/// <param name="IsOld">A newer answer is being asked for.</param>
public sealed record Part<T>(T? Answer = null, string? Problem = null, bool IsOld = false)
    where T : class
{
    /// <summary>It says something, even if that is old.</summary>
    public bool IsThere => Answer is not null || Problem is not null;
}
