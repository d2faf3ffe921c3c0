using System.Text.Json;
using Microsoft.AspNetCore.Components;
using Review.App.Shell;
using Review.Domain.Decisions;
using Review.Domain.People;
using Review.Domain.Slicks;

namespace Review.App.Slicks;

/// <summary>
/// The page itself is rendered once and then belongs to the scripts in wwwroot/js: map, keys, forms and decisions go on working without a
/// circuit. Interactive are only the parts that show what the server knows: filter chips, rows, facts and history.
/// </summary>
public sealed partial class ReviewPage
{
    private string facts = "{}";

    [CascadingParameter]
    private HttpContext HttpContext { get; set; } = null!;

    protected override void OnInitialized() =>
        facts = JsonSerializer.Serialize(
            new
            {
                user = HttpContext.User.Identity?.Name,
                canDecide = CanDecide,
                classes = SlickClass.All.Select(node => new
                {
                    id = node.Id,
                    parent = node.Parent,
                    title = node.Title,
                    code = node.Code,
                }),
                kinds = DecisionWords.All.Select(words => new
                {
                    kind = words.Kind.ToString().ToLowerInvariant(),
                    words.Title,
                    words.Did,
                    words.Noun,
                    words.Least,
                    words.Most,
                    words.TakesNote,
                }),
            },
            JsonSerializerOptions.Web
        );

    /// <summary>
    /// What the map waits for before it knows where to look; the same address as that of sums.js for a page without a filter.
    /// </summary>
    private string? Sums =>
        ReviewAddress.Parse(HttpContext.Request.QueryString.Value ?? "").Filter == new SlickFilter() ? "/api/summary?" : null;

    private bool CanDecide => HttpContext.User.RoleOf() >= Role.Analyst;
}
