using Microsoft.AspNetCore.Components;

namespace Review.App.Statistics;

/// <summary>A part of the page with its table for spreadsheets: being asked for, refused, or there.</summary>
public sealed partial class StatisticsCard<T>
    where T : class
{
    [Parameter, EditorRequired]
    public required string Title { get; set; }

    /// <summary>Of the part, in ids.</summary>
    [Parameter, EditorRequired]
    public required string Name { get; set; }

    [Parameter, EditorRequired]
    public required Part<T> Part { get; set; }

    /// <summary>Address of the table.</summary>
    [Parameter, EditorRequired]
    public required string Csv { get; set; }

    /// <summary>Height of what comes, about.</summary>
    [Parameter]
    public int SkeletonPixels { get; set; } = 200;

    /// <summary>"two" or "all" columns of the page wide, "last" alone in its row where there are two; one when it is empty.</summary>
    [Parameter]
    public string Class { get; set; } = "";

    [Parameter, EditorRequired]
    public required RenderFragment<T> ChildContent { get; set; }
}
