using System.Text.Json;
using Microsoft.AspNetCore.Components;
using Review.App.Shell;
using Review.Domain.Detection;
using Review.Domain.People;

namespace Review.App.Scenes;

/// <summary>
/// Scenes and their runs. The document is rendered once; the scripts in wwwroot/js/scenes fill it over HTTP, and hear what happens.
/// </summary>
public sealed partial class ScenesPage
{
    private string facts = "{}";

    [CascadingParameter]
    private HttpContext HttpContext { get; set; } = null!;

    [Inject]
    private IDetectors Detectors { get; set; } = null!;

    protected override void OnInitialized() =>
        facts = JsonSerializer.Serialize(
            new
            {
                user = HttpContext.User.Identity?.Name,
                canDecide = HttpContext.User.RoleOf() >= Role.Analyst,
                usualModel = IDetectors.Usual,
                models = Detectors.List().Select(model => new { model.Name, model.Sentence }),
            },
            JsonSerializerOptions.Web
        );
}
