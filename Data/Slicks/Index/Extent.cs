namespace Review.Data.Slicks.Index;

/// <summary>
/// West, south, east, north around boxes; over the antimeridian, with west above east, where that is narrower (RFC 7946, 5.2).
/// </summary>
internal struct Extent()
{
    private (double West, double East) plain = (double.MaxValue, double.MinValue);
    private (double West, double East) shifted = (double.MaxValue, double.MinValue);
    private double south = double.MaxValue;
    private double north = double.MinValue;

    public void Add(in DegreeBox box)
    {
        (south, north) = (Math.Min(south, box.South), Math.Max(north, box.North));
        plain = Around(plain, Plain(in box));
        shifted = Around(shifted, Shifted(in box));
    }

    public void Add(in Extent other)
    {
        (south, north) = (Math.Min(south, other.south), Math.Max(north, other.north));
        plain = Around(plain, other.plain);
        shifted = Around(shifted, other.shifted);
    }

    /// <summary>Whether the extent could be smaller without this box, which is in it.</summary>
    public readonly bool RestsOn(in DegreeBox box) =>
        box.South <= south || box.North >= north || Touch(plain, Plain(in box)) || Touch(shifted, Shifted(in box));

    /// <returns>Null when it is around nothing.</returns>
    public readonly double[]? Box() =>
        south > north ? null
        : plain.East - plain.West > 180 && shifted.East - shifted.West < plain.East - plain.West
            ? [shifted.West, south, shifted.East > 180 ? shifted.East - 360 : shifted.East, north]
        : [plain.West, south, plain.East, north];

    private static (double West, double East) Plain(in DegreeBox box) => box.East > 180 ? (-180, 180) : (box.West, box.East);

    // From 0 to 360; what crosses the prime meridian is as wide as the world there.
    private static (double West, double East) Shifted(in DegreeBox box) =>
        box.West >= 0 ? (box.West, box.East)
        : box.East >= 0 ? (0, 360)
        : (box.West + 360, box.East + 360);

    private static (double West, double East) Around((double West, double East) one, (double West, double East) other) =>
        (Math.Min(one.West, other.West), Math.Max(one.East, other.East));

    private static bool Touch((double West, double East) around, (double West, double East) inner) =>
        inner.West <= around.West || inner.East >= around.East;
}
