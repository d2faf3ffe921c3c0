namespace Review.Domain.Features;

/// <summary>A format that features leave in: one writer over the one stream of features.</summary>
public interface IFeatureFormat
{
    /// <summary>As it is asked for: <c>geojson</c>.</summary>
    string Name { get; }

    string MediaType { get; }

    /// <summary>Of a file, with its dot.</summary>
    string Extension { get; }

    /// <summary>Writes as the features come; when they fail in the middle, what is written is no whole file.</summary>
    /// <returns>How many were written.</returns>
    Task<long> Write(IAsyncEnumerable<SlickFeature> features, Stream output, CancellationToken cancellation);
}

/// <summary>The formats that there are.</summary>
public sealed class FeatureFormats(IEnumerable<IFeatureFormat> formats)
{
    private readonly IReadOnlyList<IFeatureFormat> formats = [.. formats];

    /// <param name="name">Null for the usual one, the first.</param>
    /// <exception cref="RuleBrokenException">There is no such format; the sentence names those that there are.</exception>
    public IFeatureFormat Find(string? name) =>
        name is null
            ? formats[0]
            : formats.FirstOrDefault(format => format.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                ?? throw new RuleBrokenException("format", $"format is {string.Join(" or ", formats.Select(format => format.Name))}.");
}
