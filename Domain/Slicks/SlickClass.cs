using System.Globalization;

namespace Review.Domain.Slicks;

/// <summary>A node of the class tree. Ids are fixed; they stand in exports and in other people's SQL.</summary>
/// <param name="Id">As in table <c>slick_class</c>.</param>
/// <param name="Parent">Null for the four roots.</param>
/// <param name="Code">Upper case, as in training data: <c>RECENT_VESSEL</c>.</param>
/// <param name="Title">What the page says.</param>
public sealed record SlickClass(int Id, int? Parent, string Code, string Title)
{
    // The ids, for where a number must stand: in a switch, as a default, in a case of a test.
    public const int NotOilId = 1;
    public const int AnthropogenicId = 2;
    public const int NaturalId = 3;
    public const int InfrastructureId = 4;
    public const int VesselId = 5;
    public const int OldVesselId = 6;
    public const int RecentVesselId = 7;
    public const int CoincidentVesselId = 8;
    public const int AmbiguousId = 9;
    public const int LandId = 10;
    public const int SeaIceId = 11;
    public const int ArtefactId = 12;
    public const int LookalikeId = 13;

    public static SlickClass NotOil { get; } = new(NotOilId, null, "NOT_OIL", "Not oil");

    public static SlickClass Ambiguous { get; } = new(AmbiguousId, null, "AMBIGUOUS", "Ambiguous");

    /// <summary>Every class, parents before children, in the order a picker shows them.</summary>
    public static IReadOnlyList<SlickClass> All { get; } =
    [
        new(AnthropogenicId, null, "ANTHROPOGENIC", "Anthropogenic"),
        new(VesselId, AnthropogenicId, "VESSEL", "Vessel"),
        new(OldVesselId, VesselId, "OLD_VESSEL", "Old vessel"),
        new(RecentVesselId, VesselId, "RECENT_VESSEL", "Recent vessel"),
        new(CoincidentVesselId, RecentVesselId, "COINCIDENT_VESSEL", "Coincident vessel"),
        new(InfrastructureId, AnthropogenicId, "INFRASTRUCTURE", "Infrastructure"),
        new(NaturalId, null, "NATURAL", "Natural seep"),
        Ambiguous,
        NotOil,
        new(LandId, NotOilId, "LAND", "Land"),
        new(SeaIceId, NotOilId, "SEA_ICE", "Sea ice"),
        new(ArtefactId, NotOilId, "ARTEFACT", "Artefact"),
        new(LookalikeId, NotOilId, "LOOKALIKE", "Look-alike"),
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
