using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;
using Review.App.Shell.Frame;
using Review.App.Slicks;
using Review.Domain.Detection;

namespace Review.App.Scenes;

/// <summary>What a run says of itself: counts, seconds by stage, memory, its log. Read when it is opened, and again while it works.</summary>
public sealed partial class RunDepth
{
    private const int MostLines = 200;
    private RunDetails? details;
    private string? problem;
    private (RunStatus, string?, double?) seen;

    [Parameter, EditorRequired]
    public required RunRow Run { get; set; }

    [Inject]
    private PageWork Work { get; set; } = null!;

    private IReadOnlyList<(string Name, string Value)> Rows =>
        [
            .. Members(details!.Run.Counts).Select(count => (Spaced(count.Name), Figures.Id(count.Value.GetInt64()))),
            .. Members(details.Timings)
                .Select(stage => (stage.Name, string.Create(CultureInfo.InvariantCulture, $"{stage.Value.GetDouble():0.0} s"))),
            .. details.PeakMemoryBytes is { } bytes
                ? [("most memory", string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0} MB"))]
                : Array.Empty<(string, string)>(),
        ];

    private string Program =>
        string.Join(
            " · ",
            new[]
            {
                details!.Worker is { } worker ? $"process {worker}" : null,
                details.Attempts > 1 ? $"attempt {details.Attempts}" : null,
                details.Revision is { Length: >= 10 } revision ? $"program {revision[..10]}" : null,
            }.OfType<string>()
        );

    protected override async Task OnParametersSetAsync()
    {
        if (seen == (Run.Status, Run.Stage, Run.Share))
        {
            return;
        }

        seen = (Run.Status, Run.Stage, Run.Share);
        var read = await Work.Ask(new GetRun(Run.Id));
        (details, problem) = (read.Answer ?? details, read.Answer is null ? read.Problem : null);
    }

    private static IEnumerable<JsonProperty> Members(JsonElement json) =>
        json.ValueKind == JsonValueKind.Object
            ? json.EnumerateObject().Where(member => member.Value.ValueKind == JsonValueKind.Number)
            : [];

    private static string Spaced(string name) => Capitals().Replace(name, " $1").ToLowerInvariant();

    [GeneratedRegex("([A-Z])")]
    private static partial Regex Capitals();
}
