using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using Review.Domain.Scenes;

namespace Review.App.Map;

/// <summary>
/// Leaflet as a component, and the only door between C# and a map of an interactive page: it shows outlines on the base map and can take a
/// box that is drawn by dragging. What is in its element belongs to wwwroot/js/map/slick-map.js.
/// </summary>
/// <remarks>Outlines go to the browser as a stream, so that no message of the circuit grows with them.</remarks>
public sealed partial class SlickMap
{
    private ElementReference element;
    private IJSObjectReference? map;
    private DotNetObjectReference<SlickMap>? self;
    private IReadOnlyList<MapShape>? shown;
    private GeoBox? boxShown;

    /// <summary>What the map is of, for who cannot see it.</summary>
    [Parameter, EditorRequired]
    public required string Label { get; set; }

    /// <summary>Shown in place of what was there when it is another list.</summary>
    [Parameter]
    public IReadOnlyList<MapShape> Shapes { get; set; } = [];

    /// <summary>A drag draws a box.</summary>
    [Parameter]
    public bool Draws { get; set; }

    /// <summary>The box that is drawn; null for none.</summary>
    [Parameter]
    public GeoBox? Box { get; set; }

    [Parameter]
    public EventCallback<GeoBox?> BoxChanged { get; set; }

    [Inject]
    private IJSRuntime Js { get; set; } = null!;

    /// <summary>Called by the module.</summary>
    [JSInvokable]
    public Task Drawn(double west, double south, double east, double north)
    {
        boxShown = new GeoBox(west, south, east, north);
        return BoxChanged.InvokeAsync(boxShown);
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (map is not null)
            {
                await map.InvokeVoidAsync("remove");
                await map.DisposeAsync();
            }
        }
        catch (JSDisconnectedException)
        {
            // The page is gone, and the map with it.
        }

        self?.Dispose();
        GC.SuppressFinalize(this);
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender && map is null)
        {
            self = DotNetObjectReference.Create(this);
            map = await Js.InvokeAsync<IJSObjectReference>("slickPages.map", element, self, new { draws = Draws });
        }

        if (map is null)
        {
            return;
        }

        if (!ReferenceEquals(shown, Shapes) && (Shapes.Count > 0 || shown is not null))
        {
            shown = Shapes;
            using var stream = new DotNetStreamReference(new MemoryStream(MapShape.Write(Shapes)));
            await map.InvokeVoidAsync("show", stream);
        }

        if (Box is { } box && box != boxShown)
        {
            boxShown = box;
            await map.InvokeVoidAsync("showBox", new[] { box.West, box.South, box.East, box.North });
        }
    }
}
