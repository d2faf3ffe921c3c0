using Microsoft.AspNetCore.Components;
using Review.Domain.Slicks;

namespace Review.App.Slicks;

/// <summary>The filter in force, one chip each. The scripts act on the clicks.</summary>
public sealed partial class FilterChips
{
    private IReadOnlyList<Chip> chips = [];

    [Inject]
    private NavigationManager Address { get; set; } = null!;

    protected override Task PageChanged(PageState state)
    {
        chips = Chips(ReviewAddress.Parse(state.Query).Filter);
        StateHasChanged();
        return Task.CompletedTask;
    }

    protected override void OnInitialized() => chips = Chips(ReviewAddress.Parse(new Uri(Address.Uri).Query).Filter);

    private static List<Chip> Chips(SlickFilter filter)
    {
        var found = new List<Chip>();
        Add("class", filter.Class is { } id ? Figures.Class(id) : null);
        Add("state", filter.State is { } state ? Figures.State(state) : null);
        Add("minConfidence", filter.MinConfidence is { } least ? $"≥ {Figures.Fraction(least)}" : null);
        Add("scene", filter.Scene is { Length: > 28 } scene ? $"{scene[..16]}…{scene[^8..]}" : filter.Scene);
        Add("from", filter.From is { } from ? $"from {Figures.Utc(from)[..^7]}" : null);
        Add("to", filter.To is { } to ? $"to {Figures.Utc(to)[..^7]}" : null);
        return found;

        void Add(string parameter, string? text)
        {
            if (text is not null)
            {
                found.Add(new Chip(parameter, text));
            }
        }
    }

    private sealed record Chip(string Parameter, string Text);
}
