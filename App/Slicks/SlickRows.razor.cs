using System.Globalization;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web.Virtualization;
using Review.App.Shell;
using Review.Domain.Slicks;

namespace Review.App.Slicks;

/// <summary>The rows beside the map; only those in sight are rendered and read.</summary>
public sealed partial class SlickRows
{
    /// <summary>Keeps one batch of rows far below the limit of a circuit message.</summary>
    private const int MostRowsAtOnce = 40;

    private ReviewAddress address = ReviewAddress.Parse("");
    private Virtualize<SlickRow>? rows;
    private int? total;
    private long revision;
    private string? problem;

    [Inject]
    private ILogger<SlickRows> Log { get; set; } = null!;

    [Inject]
    private NavigationManager Address { get; set; } = null!;

    /// <summary>The first rows are those of the link already; the page starts at revision 0.</summary>
    protected override void OnInitialized() => address = ReviewAddress.Parse(new Uri(Address.Uri).Query);

    protected override async Task PageChanged(PageState state)
    {
        var next = ReviewAddress.Parse(state.Query);
        var same =
            state.Revision == revision
            && next.Filter == address.Filter
            && next.Order == address.Order
            && next.Descending == address.Descending;
        (address, revision) = (next, state.Revision);
        if (!same)
        {
            await Refresh();
        }
    }

    private async Task Refresh()
    {
        problem = null;
        if (rows is not null)
        {
            await rows.RefreshDataAsync();
        }

        StateHasChanged();
    }

    private async ValueTask<ItemsProviderResult<SlickRow>> Provide(ItemsProviderRequest request)
    {
        try
        {
            var limit = Math.Clamp(request.Count, 1, MostRowsAtOnce);
            var list = await UseCases.Send(
                new ListSlicks(address.Filter, address.Order, address.Descending, request.StartIndex, limit),
                request.CancellationToken
            );
            if (total != list.Total)
            {
                total = list.Total;
                await InvokeAsync(StateHasChanged);
            }

            return new ItemsProviderResult<SlickRow>(list.Rows, list.Total);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // The page goes on without its list; the analyst sees why and can ask again.
            LogFailure(Log, failure);
            problem = Problems.SentenceOf(failure);
            await InvokeAsync(StateHasChanged);
            return new ItemsProviderResult<SlickRow>([], 0);
        }
    }

    /// <summary>
    /// A row as one piece of markup: as some twenty frames of a render tree, the rows of a tall window would be a circuit message of 30 KB.
    /// </summary>
    private static MarkupString Row(SlickRow row)
    {
        var (id, state) = (row.Id.ToString(CultureInfo.InvariantCulture), Figures.State(row.State));
        var style = $"--c:var(--class-{row.Class});--t:url(/api/slicks/{id}/thumbnail.svg)";
        var what = HtmlEncoder.Default.Encode($"{Figures.Class(row.Class)} · {Figures.Area(row.AreaM2)}");
        return new MarkupString(
            $"""<div class="row" role="option" id="row-{id}" data-slick="{id}" data-testid="slick-row-{id}" data-bbox="{Box(row)}" style="{style}">"""
                + $"""<i class="thumb"></i><b>{Figures.Id(row.Case)}{Version(row)}</b><span " + "class="conf">{Figures.Fraction(row.MachineConfidence)}</span>"""
                + $"""<span class="what">{what}</span><span class="state" data-state="{state}">{state}</span></div>"""
        );
    }

    /// <summary>Small beside the case, from the second version on.</summary>
    private static string Version(SlickRow row) =>
        row.Id == row.Case ? "" : $"""<small title="Version {row.Id}">v {Figures.Id(row.Id)}</small>""";

    private static string Box(SlickRow row) =>
        string.Join(',', row.Bbox.Select(degrees => degrees.ToString("F5", CultureInfo.InvariantCulture)));

    [LoggerMessage(Level = LogLevel.Error, Message = "The list of slicks could not be read.")]
    private static partial void LogFailure(ILogger logger, Exception failure);
}
