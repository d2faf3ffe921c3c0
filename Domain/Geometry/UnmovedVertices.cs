using NetTopologySuite.Geometries;

namespace Review.Domain.Geometry;

/// <summary>
/// Outlines go out with seven decimals and come back so from whoever edits them; a vertex that nobody moved is to be what it was, to the
/// last digit.
/// </summary>
internal static class UnmovedVertices
{
    // What a client's own arithmetic (a longitude beyond 180 and back) may do to seven decimals.
    private const int ComparedDecimals = 9;

    /// <returns>What was drawn, with every vertex that is one of the outline's as it goes out replaced by that one.</returns>
    public static NetTopologySuite.Geometries.Geometry Kept(NetTopologySuite.Geometries.Geometry drawn, MultiPolygon outline)
    {
        var vertices = new Dictionary<(double X, double Y), Coordinate>();
        foreach (var vertex in outline.Coordinates)
        {
            vertices.TryAdd((OutlineJson.Rounded(vertex.X), OutlineJson.Rounded(vertex.Y)), vertex);
        }

        var kept = drawn.Copy();
        kept.Apply(new Restore(vertices));
        kept.GeometryChanged();
        return kept;
    }

    private sealed class Restore(Dictionary<(double X, double Y), Coordinate> vertices) : IEntireCoordinateSequenceFilter
    {
        public bool Done => false;

        public bool GeometryChanged => true;

        public void Filter(CoordinateSequence seq)
        {
            for (var i = 0; i < seq.Count; i++)
            {
                if (
                    vertices.TryGetValue(
                        (Math.Round(seq.GetX(i), ComparedDecimals), Math.Round(seq.GetY(i), ComparedDecimals)),
                        out var vertex
                    )
                )
                {
                    seq.SetX(i, vertex.X);
                    seq.SetY(i, vertex.Y);
                }
            }
        }
    }
}
