using MudBlazor;

namespace Review.App.Shell.Look;

/// <summary>MudBlazor in our colours and type: Inter in three sizes, 4-px grid, 8-px corners, one accent.</summary>
internal static class SlickTheme
{
    private static readonly string[] Inter = ["Inter", "Segoe UI", "system-ui", "sans-serif"];

    /// <param name="scope">The selector that the palette holds under.</param>
    public static MudTheme Of(string scope) =>
        new()
        {
            PaletteLight = Fill(new PaletteLight(), Tints.Light),
            PaletteDark = Fill(new PaletteDark(), Tints.Dark),
            LayoutProperties = new LayoutProperties { DefaultBorderRadius = "6px", AppbarHeight = "48px" },
            Typography = Type(),
            PseudoCss = new PseudoCss { Scope = scope },
        };

    private static T Fill<T>(T palette, Tints tints)
        where T : Palette
    {
        (palette.Primary, palette.PrimaryContrastText) = (tints.Accent, tints.OnAccent);
        (palette.Secondary, palette.SecondaryContrastText) = (tints.AccentText, tints.OnAccent);
        (palette.Info, palette.InfoContrastText) = (tints.Accent, tints.OnAccent);
        (palette.Success, palette.SuccessContrastText) = (tints.Ok, tints.OnOk);
        (palette.Warning, palette.WarningContrastText) = (tints.Warn, tints.OnAccent);
        (palette.Error, palette.ErrorContrastText) = (tints.Bad, tints.OnBad);
        (palette.Background, palette.BackgroundGray, palette.Surface) = (tints.Background, tints.Sunken, tints.Surface);
        (palette.AppbarBackground, palette.AppbarText) = (tints.Surface, tints.Text);
        (palette.DrawerBackground, palette.DrawerText, palette.DrawerIcon) = (tints.Surface, tints.Text, tints.Muted);
        (palette.TextPrimary, palette.TextSecondary, palette.TextDisabled) = (tints.Text, tints.Muted, tints.Muted);
        (palette.ActionDefault, palette.ActionDisabled, palette.ActionDisabledBackground) = (tints.Muted, tints.Muted, tints.Sunken);
        (palette.LinesDefault, palette.LinesInputs, palette.Divider) = (tints.Line, tints.LineStrong, tints.Line);
        (palette.TableLines, palette.TableStriped, palette.TableHover) = (tints.Line, tints.Sunken, tints.Sunken);
        return palette;
    }

    private static Typography Type() =>
        new()
        {
            Default = Like(new DefaultTypography(), ".8125rem", "400"),
            Body1 = Like(new Body1Typography(), ".8125rem", "400"),
            Body2 = Like(new Body2Typography(), ".75rem", "400"),
            Button = Like(new ButtonTypography { TextTransform = "none" }, ".8125rem", "600"),
            Caption = Like(new CaptionTypography(), ".75rem", "400"),
            Subtitle1 = Like(new Subtitle1Typography(), ".8125rem", "400"),
            Subtitle2 = Like(new Subtitle2Typography(), ".75rem", "600"),
            H5 = Like(new H5Typography(), "1.125rem", "650"),
            H6 = Like(new H6Typography(), ".875rem", "650"),
        };

    private static T Like<T>(T type, string size, string weight)
        where T : BaseTypography
    {
        (type.FontFamily, type.FontSize, type.FontWeight) = (Inter, size, weight);
        (type.LineHeight, type.LetterSpacing) = ("1.45", "0");
        return type;
    }
}
