using Microsoft.AspNetCore.Components;
using Review.Domain.Slicks;
using Review.Domain.Statistics;

namespace Review.App.Statistics;

/// <summary>The fields by which the statistics are filtered, and what is in force as chips that take it away.</summary>
public sealed partial class StatisticsFilterLine
{
    [Parameter, EditorRequired]
    public required StatisticsState State { get; set; }

    [Parameter, EditorRequired]
    public required EventCallback<StatisticsFilter> OnChange { get; set; }

    private StatisticsFilter Filter => State.Filter;

    private static int Depth(SlickClass node) => node.Parent is { } parent ? 1 + Depth(SlickClass.Find(parent)!) : 0;

    private Task ChooseClass(ChangeEventArgs chosen) =>
        OnChange.InvokeAsync(Filter with { Slicks = Filter.Slicks with { Class = SlickClass.Parse(chosen.Value?.ToString() ?? "")?.Id } });

    private Task ChooseScene(string? name)
    {
        var scene = string.IsNullOrWhiteSpace(name) ? null : name.Trim();
        return scene == Filter.Slicks.Scene
            ? Task.CompletedTask
            : OnChange.InvokeAsync(Filter with { Slicks = Filter.Slicks with { Scene = scene } });
    }

    private async Task<IEnumerable<string>> Scenes(string? part, CancellationToken cancellation) =>
        await State.ScenesWith(part, cancellation);

    private Task RadarFrom(DateTimeOffset? day) => OnChange.InvokeAsync(Filter with { Slicks = Filter.Slicks with { From = day } });

    private Task RadarTo(DateTimeOffset? day) => OnChange.InvokeAsync(Filter with { Slicks = Filter.Slicks with { To = day } });

    private Task DecidedFrom(DateTimeOffset? day) => OnChange.InvokeAsync(Filter with { DecidedFrom = day });

    private Task DecidedTo(DateTimeOffset? day) => OnChange.InvokeAsync(Filter with { DecidedTo = day });
}
