namespace Review.App.Shell.Look;

/// <summary>
/// The colours of both themes, each once: the tokens of app.css and the palette of MudBlazor are made of them. Text on every ground that
/// it stands on has a contrast of 4.5 and more (WCAG 2.1 AA).
/// </summary>
/// <param name="Background">Behind everything.</param>
/// <param name="Surface">Panels and tables.</param>
/// <param name="Raised">What lies over a surface: cards, menus, dialogs.</param>
/// <param name="Sunken">Hollows: a hovered row, a search field.</param>
/// <param name="Accent">The one accent.</param>
/// <param name="AccentText">The accent where it is text on a surface.</param>
internal sealed record Tints(
    string Background,
    string Surface,
    string Raised,
    string Sunken,
    string Line,
    string LineStrong,
    string Text,
    string Muted,
    string Accent,
    string AccentText,
    string AccentSoft,
    string OnAccent,
    string Ok,
    string OnOk,
    string OkSoft,
    string Warn,
    string WarnSoft,
    string Bad,
    string OnBad,
    string BadSoft
)
{
    public static readonly Tints Light = new(
        Background: "#f4f6f8",
        Surface: "#ffffff",
        Raised: "#ffffff",
        Sunken: "#f1f4f7",
        Line: "#dfe4ea",
        LineStrong: "#8b97a4",
        Text: "#17202b",
        Muted: "#566372",
        Accent: "#0b6e99",
        AccentText: "#0a638a",
        AccentSoft: "#e2f1f7",
        OnAccent: "#ffffff",
        Ok: "#19794a",
        OnOk: "#ffffff",
        OkSoft: "#e3f3ea",
        Warn: "#8f5200",
        WarnSoft: "#fdf1de",
        Bad: "#b3261e",
        OnBad: "#ffffff",
        BadSoft: "#fdeceb"
    );

    public static readonly Tints Dark = new(
        Background: "#0e141b",
        Surface: "#141b23",
        Raised: "#1b2530",
        Sunken: "#0f161d",
        Line: "#28333f",
        LineStrong: "#61707f",
        Text: "#e6edf3",
        Muted: "#98a6b4",
        Accent: "#4cb8e0",
        AccentText: "#5fc2e8",
        AccentSoft: "#12313f",
        OnAccent: "#06161d",
        Ok: "#4cc38a",
        OnOk: "#06140d",
        OkSoft: "#11301f",
        Warn: "#f0b35a",
        WarnSoft: "#33260f",
        Bad: "#ff8178",
        OnBad: "#21070a",
        BadSoft: "#3a1a1a"
    );

    /// <returns>The tokens as custom properties of CSS, without a selector.</returns>
    public string Tokens =>
        $"--bg:{Background};--surface:{Surface};--raised:{Raised};--sunken:{Sunken};--line:{Line};--line-strong:{LineStrong};--text:{Text};"
        + $"--muted:{Muted};--accent:{Accent};--accent-text:{AccentText};--accent-soft:{AccentSoft};--on-accent:{OnAccent};--ok:{Ok};"
        + $"--on-ok:{OnOk};--ok-soft:{OkSoft};--warn:{Warn};--warn-soft:{WarnSoft};--bad:{Bad};--on-bad:{OnBad};--bad-soft:{BadSoft}";
}
