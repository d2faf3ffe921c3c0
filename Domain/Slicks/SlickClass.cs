using System.Globalization;

namespace Review.Domain.Slicks;

/// <summary>A node of the class tree. Ids are fixed; they stand in exports and in other people's SQL.</summary>
/// <param name="Id">As in table <c>slick_class</c>.</param>
/// <param name="Parent">Null for the four roots.</param>
/// <param name="Code">Upper case, as in training data: <c>RECENT_VESSEL</c>.</param>
/// <param name="Title">What the page says.</param>
public sealed record SlickClass(int Id, int? Parent, string Code, string Title)
{
    public static SlickClass NotOil { get; } = new(1, null, "NOT_OIL", "Not oil");

    public static SlickClass Ambiguous { get; } = new(9, null, "AMBIGUOUS", "Ambiguous");

    /// <summary>Every class, parents before children, in the order a picker shows them.</summary>
    public static IReadOnlyList<SlickClass> All { get; } =
    [
        new(2, null, "ANTHROPOGENIC", "Anthropogenic"),
        new(5, 2, "VESSEL", "Vessel"),
        new(6, 5, "OLD_VESSEL", "Old vessel"),
        new(7, 5, "RECENT_VESSEL", "Recent vessel"),
        new(8, 7, "COINCIDENT_VESSEL", "Coincident vessel"),
        new(4, 2, "INFRASTRUCTURE", "Infrastructure"),
        new(3, null, "NATURAL", "Natural seep"),
        Ambiguous,
        NotOil,
        new(10, 1, "LAND", "Land"),
        new(11, 1, "SEA_ICE", "Sea ice"),
        new(12, 1, "ARTEFACT", "Artefact"),
        new(13, 1, "LOOKALIKE", "Look-alike"),
    ];

    private static readonly Dictionary<int, SlickClass> ById = All.ToDictionary(node => node.Id);

    /// <returns>The class, or null when no class has that id.</returns>
    public static SlickClass? Find(int id) => ById.GetValueOrDefault(id);

    /// <summary>Finds a class by its id or its code, as a person types it.</summary>
    /// <returns>The class, or null when there is none.</returns>
    public static SlickClass? Parse(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? Find(id)
            : All.FirstOrDefault(node => node.Code.Equals(text, StringComparison.OrdinalIgnoreCase));

    /// <summary>True for the class itself and everything below it.</summary>
    public bool Includes(int id)
    {
        for (var node = Find(id); node is not null; node = node.Parent is { } parent ? Find(parent) : null)
        {
            if (node.Id == Id)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Ids of the class and of everything below it: what a filter by this class takes.</summary>
    public int[] Subtree() => [.. All.Where(node => Includes(node.Id)).Select(node => node.Id)];
}
