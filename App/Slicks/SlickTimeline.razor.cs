using Microsoft.AspNetCore.Components;
using Review.Domain.Slicks;

namespace Review.App.Slicks;

/// <summary>The decisions that led to a slick, newest first; each can be drawn on the map and taken back.</summary>
public sealed partial class SlickTimeline
{
    private const int PageSize = 12;

    /// <summary>Decisions per render, after the lineage: a history of many in one go would be a circuit message over 16 KB.</summary>
    private const int AtOnce = 4;

    private int wanted = PageSize;
    private int shown;
    private long slick;
    private bool reading;

    [Parameter, EditorRequired]
    public required SlickHistory History { get; set; }

    /// <summary>The version whose history it is.</summary>
    [Parameter, EditorRequired]
    public long Slick { get; set; }

    [Parameter, EditorRequired]
    public DateTimeOffset Now { get; set; }

    /// <summary>Looked at as it stood: nothing can be restored there.</summary>
    [Parameter]
    public bool IsPast { get; set; }

    /// <summary>Asked for when all that was read is shown and <see cref="SlickHistory.Next"/> says that there is more.</summary>
    [Parameter]
    public EventCallback Older { get; set; }

    protected override void OnParametersSet()
    {
        if (slick != Slick)
        {
            (slick, wanted, shown) = (Slick, PageSize, 0);
        }
    }

    protected override void OnAfterRender(bool firstRender)
    {
        if (shown < Math.Min(wanted, History.Decisions.Count))
        {
            shown += AtOnce;
            StateHasChanged();
        }
    }

    private async Task ShowOlder()
    {
        wanted += PageSize;
        if (wanted >= History.Decisions.Count && History.Next is not null)
        {
            reading = true;
            await Older.InvokeAsync();
            reading = false;
        }

        shown += AtOnce;
    }

    private string Sentence(HistoryDecision decision) =>
        decision.Kind switch
        {
            "validate" => Class(decision) is { } title ? $"Validated as {title}{Confidence(decision)}" : "Validated",
            "reclassify" => Change(decision) is { } change ? $"Reclassified {change}" : "Reclassified",
            "reject" => Class(decision) is { } title ? $"Rejected as {title}" : "Rejected",
            "merge" => $"Merged {decision.InputCount} slicks",
            "split" => $"Split into {decision.OutputCount}",
            "reshape" => "Outline redrawn",
            "cut" => decision.OutputCount > 1 ? $"Cut, {decision.OutputCount} left" : "Part cut away",
            "add" => Class(decision) is { } title ? $"Added as {title}" : "Added by hand",
            "annotate" => "Note changed",
            "restore" => decision.Undoes is { } undone ? $"Undid decision {Figures.Id(undone)}" : "Restored",
            "external" => "Changed by SQL",
            "reprocess" => "Replaced by a new run",
            _ => decision.Kind,
        };

    /// <summary>What it put in here; with the case where that is another one than the case it took.</summary>
    private string Version(HistoryDecision decision)
    {
        if (Output(decision) is not { } made)
        {
            return "";
        }

        var begins = !History.Versions.Any(version => decision.Inputs.Contains(version.Id) && version.Case == made.Case);
        return $" · {(begins ? $"case {Figures.Id(made.Case)}" : $"version {Figures.Id(made.Id)}")}";
    }

    private static string? Words(HistoryDecision decision) =>
        string.Join(" · ", new[] { decision.Reason, decision.Comment }.Where(text => !string.IsNullOrWhiteSpace(text)));

    private string? Class(HistoryDecision decision) => Output(decision) is { } version ? Figures.Class(version.Class) : null;

    private string Confidence(HistoryDecision decision) =>
        Output(decision)?.HumanConfidence is { } sure ? $", sure {Figures.Fraction(sure)}" : "";

    private string? Change(HistoryDecision decision)
    {
        var before = History.Versions.FirstOrDefault(version => decision.Inputs.Contains(version.Id));
        return before is not null && Output(decision) is { } after ? $"{Figures.Class(before.Class)} → {Figures.Class(after.Class)}" : null;
    }

    private HistoryVersion? Output(HistoryDecision decision) =>
        History.Versions.FirstOrDefault(version => decision.Outputs.Contains(version.Id));
}
