using MudBlazor;

namespace Review.App.People;

/// <summary>How the dialogs of these pages open.</summary>
internal static class PeopleDialogs
{
    /// <summary>A click beside it loses nothing that was typed, or is shown once.</summary>
    public static readonly DialogOptions Narrow = new()
    {
        MaxWidth = MaxWidth.ExtraSmall,
        FullWidth = true,
        BackdropClick = false,
        CloseOnEscapeKey = true,
    };
}
