using Review.Domain.People;

namespace Review.App.Shell.Frame;

/// <summary>A page that the head of every page leads to.</summary>
/// <param name="Name">As <c>data-testid</c> and <c>aria-current</c> know it.</param>
/// <param name="Least">Who has less is not led there.</param>
internal sealed record PageEntry(string Name, string Title, string Address, Role Least = Role.Viewer)
{
    /// <summary>In the order in which a day's work meets them.</summary>
    public static readonly IReadOnlyList<PageEntry> All =
    [
        new("review", "Review", "/"),
        new("scenes", "Scenes", "/scenes"),
        new("import", "Import", "/import", Role.Analyst),
        new("statistics", "Statistics", "/statistics"),
        new("people", "People", "/people", Role.Admin),
    ];
}
