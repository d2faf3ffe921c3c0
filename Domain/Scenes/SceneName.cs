using System.Globalization;

namespace Review.Domain.Scenes;

/// <summary>
/// The name of a Sentinel-1 product, in its parts: <c>MMM_BB_TTTR_LFPP_start_stop_orbit_datatake_id</c>, such as
/// <c>S1A_IW_GRDH_1SDV_20200729T034859_20200729T034924_033664_03E6D3_93EF</c>.
/// </summary>
/// <param name="Mission"><c>S1A</c> to <c>S1D</c>.</param>
/// <param name="Beam"><c>S1</c>–<c>S6</c>, <c>IW</c>, <c>EW</c>, <c>WV</c>, <c>EN</c>, <c>N1</c>–<c>N6</c>, <c>Z1</c>–<c>Z6</c>, <c>ZI</c>,
/// <c>ZE</c>, <c>ZW</c> or <c>IM</c>.</param>
/// <param name="ProductType"><c>RAW</c>, <c>SLC</c>, <c>GRD</c> or <c>OCN</c>.</param>
/// <param name="Resolution"><c>F</c>, <c>H</c> or <c>M</c> for GRD; null where the name has an underscore.</param>
/// <param name="Level">0, 1 or 2.</param>
/// <param name="ProductClass"><c>S</c> standard, <c>A</c> annotation, <c>N</c> noise, <c>C</c> calibration.</param>
/// <param name="Polarisation"><c>SH</c>, <c>SV</c>, <c>DH</c>, <c>DV</c>, <c>HH</c>, <c>HV</c>, <c>VV</c> or <c>VH</c>.</param>
/// <param name="Start">UTC, whole seconds.</param>
/// <param name="Stop">UTC, whole seconds; not before <paramref name="Start"/>.</param>
/// <param name="AbsoluteOrbit">1 to 999,999.</param>
/// <param name="DataTake">Mission data-take id, six hexadecimal digits in the name.</param>
/// <param name="ProductId">Four hexadecimal digits: a checksum of the product.</param>
/// <remarks>Sentinel-1 Product Specification, S1-RS-MDA-52-7441, section 3.4.1.</remarks>
public sealed record SceneName(
    string Mission,
    string Beam,
    string ProductType,
    char? Resolution,
    int Level,
    char ProductClass,
    string Polarisation,
    DateTimeOffset Start,
    DateTimeOffset Stop,
    int AbsoluteOrbit,
    int DataTake,
    string ProductId
)
{
    private const string TimeFormat = "yyyyMMdd'T'HHmmss";
    private static readonly string[] Missions = ["S1A", "S1B", "S1C", "S1D"];
    private static readonly string[] Types = ["RAW", "SLC", "GRD", "OCN"];
    private static readonly string[] Polarisations = ["SH", "SV", "DH", "DV", "HH", "HV", "VV", "VH"];
    private static readonly string[] Beams =
    [
        "S1",
        "S2",
        "S3",
        "S4",
        "S5",
        "S6",
        "IW",
        "EW",
        "WV",
        "EN",
        "IM",
        "N1",
        "N2",
        "N3",
        "N4",
        "N5",
        "N6",
        "Z1",
        "Z2",
        "Z3",
        "Z4",
        "Z5",
        "Z6",
        "ZI",
        "ZE",
        "ZW",
    ];

    /// <summary>Reads a product name. A file name's ending <c>.SAFE</c> is left out.</summary>
    /// <exception cref="SceneNameException">A part is wrong; the message names it and says what belongs there.</exception>
    public static SceneName Parse(string text)
    {
        var name = text.EndsWith(".SAFE", StringComparison.Ordinal) ? text[..^".SAFE".Length] : text;
        return new Reader(name).Read();
    }

    /// <returns>Null when the text is not the name of a Sentinel-1 product.</returns>
    public static SceneName? TryParse(string text)
    {
        try
        {
            return Parse(text);
        }
        catch (SceneNameException)
        {
            return null;
        }
    }

    /// <summary>The name, as it was read.</summary>
    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Mission}_{Beam}_{ProductType}{Resolution ?? '_'}_{Level}{ProductClass}{Polarisation}_{Start.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture)}_{Stop.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture)}_{AbsoluteOrbit:000000}_{DataTake:X6}_{ProductId}"
        );

    private sealed class Reader(string name)
    {
        // Where each part stands, separated by underscores; the parts have fixed widths.
        private static readonly (int At, int Length)[] Parts =
        [
            (0, 3),
            (4, 2),
            (7, 4),
            (12, 4),
            (17, 15),
            (33, 15),
            (49, 6),
            (56, 6),
            (63, 4),
        ];
        private const int Length = 67;

        public SceneName Read()
        {
            if (name.Length != Length || Parts.Skip(1).Any(part => name[part.At - 1] != '_'))
            {
                throw new SceneNameException(
                    $"\"{name}\" is not of the form MMM_BB_TTTR_LFPP_start_stop_orbit_datatake_id, {Length} characters with "
                        + "underscores between the parts."
                );
            }

            var type = One("product type", Part(2)[..3], Types);
            var start = Time("start", Part(4));
            var stop = Time("stop", Part(5));
            return new SceneName(
                One("mission", Part(0), Missions),
                One("beam", Part(1), Beams),
                type,
                Resolution(type, Part(2)[3]),
                Level(Part(3)[0]),
                "SANC".Contains(Part(3)[1], StringComparison.Ordinal)
                    ? Part(3)[1]
                    : throw Wrong("product class", Part(3)[1..2], "S, A, N or C"),
                One("polarisation", Part(3)[2..], Polarisations),
                start,
                stop >= start ? stop : throw Wrong("stop", Part(5), "a time not before the start"),
                Orbit(Part(6)),
                Hexadecimal("data take", Part(7)),
                Hexadecimal("product id", Part(8)) >= 0 ? Part(8) : ""
            );
        }

        private string Part(int index) => name.Substring(Parts[index].At, Parts[index].Length);

        private SceneNameException Wrong(string part, string found, string expected) =>
            new($"The {part} \"{found}\" of \"{name}\" is wrong: it must be {expected}.");

        private string One(string part, string found, string[] known) =>
            known.Contains(found) ? found : throw Wrong(part, found, $"one of {string.Join(", ", known)}");

        private char? Resolution(string type, char found) =>
            (type, found) switch
            {
                ("GRD", 'F' or 'H' or 'M') => found,
                ("GRD", _) => throw Wrong("resolution", found.ToString(), "F, H or M"),
                (_, '_') => null,
                _ => throw Wrong("resolution", found.ToString(), "an underscore, since only GRD has one"),
            };

        private int Level(char found) => found is >= '0' and <= '2' ? found - '0' : throw Wrong("level", found.ToString(), "0, 1 or 2");

        private DateTimeOffset Time(string part, string found) =>
            DateTimeOffset.TryParseExact(
                found,
                TimeFormat,
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
                out var time
            )
                ? time
                : throw Wrong(part, found, "a UTC time like 20200729T034859");

        private int Orbit(string found) =>
            int.TryParse(found, NumberStyles.None, CultureInfo.InvariantCulture, out var orbit) && orbit > 0
                ? orbit
                : throw Wrong("absolute orbit", found, "six digits, from 000001");

        private int Hexadecimal(string part, string found) =>
            found.All(digit => char.IsAsciiDigit(digit) || digit is >= 'A' and <= 'F')
                ? int.Parse(found, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)
                : throw Wrong(part, found, $"{found.Length} hexadecimal digits in upper case");
    }
}

/// <summary>A text is not the name of a Sentinel-1 product; the message says which part is wrong.</summary>
internal sealed class SceneNameException(string sentence) : Exception(sentence);
