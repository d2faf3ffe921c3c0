using System.Text.Json.Nodes;
using Review.Domain.Decisions;
using Review.Domain.Geometry;

namespace Review.App.Decisions;

/// <summary>What would come out of a decision. Nothing was written.</summary>
public sealed record PreviewAnswer(
    string Kind,
    IReadOnlyList<long> Inputs,
    IReadOnlyList<PreviewAnswer.Piece> Pieces,
    IReadOnlyList<string> Warnings
)
{
    internal static PreviewAnswer Of(DecisionPreview preview) =>
        new(
            preview.Kind,
            preview.Inputs,
            [
                .. preview.Pieces.Select(piece => new Piece(
                    piece.Outline is null ? null : OutlineJson.Of(piece.Outline),
                    piece.AreaM2,
                    piece.LengthM,
                    piece.PerimeterM,
                    piece.Sliver,
                    piece.Class,
                    piece.Parents
                )),
            ],
            preview.Warnings
        );

    /// <param name="Geometry">Null for a copy, whose outline stays as it is.</param>
    /// <param name="Sliver">So small that it may be discarded.</param>
    public sealed record Piece(
        JsonNode? Geometry,
        double AreaM2,
        double? LengthM,
        double? PerimeterM,
        bool Sliver,
        int Class,
        long[] Parents
    );
}
