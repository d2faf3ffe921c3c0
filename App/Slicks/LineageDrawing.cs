using Review.Domain.Slicks;

namespace Review.App.Slicks;

/// <summary>Where to draw versions and the lines between them: newest on top, one row per decision.</summary>
/// <param name="Nodes">At most <see cref="MostNodes"/>, the newest.</param>
/// <param name="Hidden">How many older versions are left out.</param>
/// <param name="HasMore">There are still older ones, which have not been read.</param>
public sealed record LineageDrawing(
    IReadOnlyList<LineageDrawing.Node> Nodes,
    IReadOnlyList<LineageDrawing.Edge> Edges,
    int Columns,
    int Rows,
    int Hidden,
    bool HasMore
)
{
    public const int MostNodes = 16;

    /// <summary>True where versions only follow one another, which the timeline shows well enough.</summary>
    public bool IsChain => Columns < 2;

    public static LineageDrawing Of(SlickHistory history, long slick)
    {
        var distances = Distances(history, slick);
        var versions = history
            .Versions.Where(version => distances.ContainsKey(version.Id))
            .OrderBy(version => distances[version.Id])
            .ThenByDescending(version => version.Id)
            .Take(MostNodes)
            .ToList();
        var siblings = Siblings(history, versions);
        var nodes = new Dictionary<long, Node>();
        foreach (var row in versions.GroupBy(version => distances[version.Id]))
        {
            var column = 0;
            foreach (var version in row)
            {
                nodes[version.Id] = new Node(
                    version.Id,
                    column++,
                    row.Key,
                    version.Class,
                    version.Id == slick ? NodeKind.Shown : NodeKind.Ancestor,
                    version.Case
                );
            }

            foreach (var (id, like) in siblings.Where(sibling => distances[sibling.Like.Id] == row.Key && !nodes.ContainsKey(sibling.Id)))
            {
                nodes[id] = new Node(id, column++, row.Key, like.Class, NodeKind.Sibling, null);
            }
        }

        var edges = history
            .Decisions.SelectMany(decision => decision.Outputs.SelectMany(output => decision.Inputs.Select(input => (output, input))))
            .Where(pair => nodes.ContainsKey(pair.output) && nodes.ContainsKey(pair.input))
            .Select(pair => new Edge(nodes[pair.output], nodes[pair.input]))
            .ToList();
        var columns = nodes.Count == 0 ? 0 : nodes.Values.Max(node => node.Column) + 1;
        var rows = nodes.Count == 0 ? 0 : nodes.Values.Max(node => node.Row) + 1;
        return new LineageDrawing(
            [.. nodes.Values],
            edges,
            columns,
            rows,
            Math.Max(0, history.Versions.Count - versions.Count),
            history.Next is not null
        );
    }

    /// <summary>How many decisions lie between the nearest versions and the one asked for.</summary>
    private static Dictionary<long, int> Distances(SlickHistory history, long slick)
    {
        var parents = history.Versions.ToDictionary(version => version.Id, version => version.Parents);
        var distances = new Dictionary<long, int> { [slick] = 0 };
        var next = new Queue<long>([slick]);
        while (distances.Count < 2 * MostNodes && next.TryDequeue(out var id))
        {
            foreach (var parent in parents.GetValueOrDefault(id, []).Where(parent => distances.TryAdd(parent, distances[id] + 1)))
            {
                next.Enqueue(parent);
            }
        }

        return distances;
    }

    /// <summary>What else a decision put in beside a version: the other pieces of a split.</summary>
    private static List<(long Id, HistoryVersion Like)> Siblings(SlickHistory history, List<HistoryVersion> versions) =>
        [
            .. from version in versions
            join decision in history.Decisions on version.Decision equals decision.Id
            where decision.Kind is "split" or "cut"
            from output in decision.Outputs.Take(6)
            where output != version.Id
            select (output, version),
        ];

    public enum NodeKind
    {
        Shown,
        Ancestor,
        Sibling,
    }

    /// <param name="Case">Null for a piece beside, whose own versions are not read.</param>
    public sealed record Node(long Id, int Column, int Row, int Class, NodeKind Kind, long? Case);

    public sealed record Edge(Node Child, Node Parent);
}
