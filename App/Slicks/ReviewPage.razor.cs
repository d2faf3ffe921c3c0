using System.Text.Json;
using Microsoft.AspNetCore.Components;
using Review.App.Shell;
using Review.Domain.People;
using Review.Domain.Slicks;

namespace Review.App.Slicks;

/// <summary>
/// The page itself is rendered once and then belongs to the scripts in wwwroot/js: map, keys, forms and decisions go on working without a circuit.
/// Interactive are only the parts that show what the server knows: filter chips, rows, facts and history.
/// </summary>
public sealed partial class ReviewPage
{
    private static readonly string[] Folders = ["js", "js/map", "js/imagery", "js/tools", "js/dialogs"];
    private static readonly string[] Libraries = ["lib/mapbox/pbf.js", "lib/mapbox/vector-tile.js", "lib/mapbox/point-geometry.js"];
    private static readonly string[] ClassicScripts = ["js/theme-first.js", "js/map/basemap-worker.js"];

    private string facts = "{}";

    [CascadingParameter]
    private HttpContext HttpContext { get; set; } = null!;

    protected override void OnInitialized() => facts = JsonSerializer.Serialize(
        new
        {
            user = HttpContext.User.Identity?.Name,
            canDecide = CanDecide,
            classes = SlickClass.All.Select(node => new { id = node.Id, parent = node.Parent, title = node.Title, code = node.Code }),
        },
        JsonSerializerOptions.Web);

    [Inject]
    private IWebHostEnvironment Environment { get; set; } = null!;

    /// <summary>Every module of the page, so that the browser fetches them at once and not one import after another.</summary>
    private IEnumerable<string> Modules => Folders
        .SelectMany(folder => Environment.WebRootFileProvider.GetDirectoryContents(folder).Select(file => $"{folder}/{file.Name}"))
        .Where(path => path.EndsWith(".js", StringComparison.Ordinal) && !ClassicScripts.Contains(path))
        .Concat(Libraries);

    private bool CanDecide => HttpContext.User.RoleOf() >= Role.Analyst;
}
