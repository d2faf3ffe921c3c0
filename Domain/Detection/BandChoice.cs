namespace Review.Domain.Detection;

/// <summary>Which of a scene's bands a model reads.</summary>
internal static class BandChoice
{
    private static readonly string[] Polarisations = ["VV", "VH", "HH", "HV"];

    /// <param name="bands">The scene's, by name. A name that holds a polarisation as a word of its own (Sigma0_VV) stands for it.</param>
    /// <returns>An index into <paramref name="bands"/> for each band of the card. The only band of a scene, when nothing says its
    /// polarisation, is taken for the only one of a model.</returns>
    /// <exception cref="RuleBrokenException">The scene lacks one.</exception>
    public static IReadOnlyList<int> Of(DetectorCard card, IReadOnlyList<string> bands)
    {
        var chosen = card.Bands.Select(wanted => Find(Alternatives(wanted), bands, isOnly: card.Bands.Count == 1)).ToList();
        if (!chosen.Contains(null))
        {
            return [.. chosen.Select(index => index!.Value)];
        }

        var remedy = bands.Any(band => PolarisationOf(band) is null)
            ? "If these are other names for it, register the image again and say what its bands are (--bands VV,VH on the command "
                + "line, \"bands\" over HTTP)."
            : "Choose another model, or an image that has it.";
        throw new RuleBrokenException(
            "model",
            $"The model {card.Name} needs "
                + $"{string.Join(" and ", card.Bands.Select(wanted => string.Join(" or ", Alternatives(wanted))))}; the scene has "
                + $"{string.Join(", ", bands)}. {remedy}"
        );
    }

    private static string[] Alternatives(string wanted) =>
        wanted.Split('/', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static int? Find(string[] wanted, IReadOnlyList<string> bands, bool isOnly)
    {
        foreach (var name in wanted)
        {
            var found =
                Place(bands, band => band.Equals(name, StringComparison.OrdinalIgnoreCase))
                ?? Place(bands, band => name.Equals(PolarisationOf(band), StringComparison.OrdinalIgnoreCase));
            if (found is not null)
            {
                return found;
            }
        }

        return isOnly && bands.Count == 1 && PolarisationOf(bands[0]) is null && wanted.Any(name => PolarisationOf(name) is not null)
            ? 0
            : null;
    }

    // Null when there is none, and when there are several.
    private static int? Place(IReadOnlyList<string> bands, Func<string, bool> isIt) =>
        Enumerable.Range(0, bands.Count).Where(index => isIt(bands[index])).ToList() is [var one] ? one : null;

    private static string? PolarisationOf(string band) =>
        band.ToUpperInvariant().Split([.. " _-.,:()[]/"]).Where(Polarisations.Contains).Distinct().ToList() is [var one] ? one : null;
}
