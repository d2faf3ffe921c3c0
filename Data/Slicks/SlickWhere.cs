using Npgsql;
using NpgsqlTypes;
using Review.Data.Db;
using Review.Domain;
using Review.Domain.Slicks;
using static Review.Data.Db.Sql;

namespace Review.Data.Slicks;

/// <summary>
/// A <see cref="SlickFilter"/> as SQL over table <c>slick s</c>: the one place where maps, lists and exports get their condition from.
/// </summary>
/// <remarks>Only the clauses that filter are written, so that the planner sees the partial indexes.</remarks>
internal sealed class SlickWhere
{
    private readonly List<string> clauses = [];

    /// <param name="seen">The state that a walk through pages began in; null for now.</param>
    public SlickWhere(SlickFilter filter, LedgerMoment? seen = null)
    {
        if (seen is null)
        {
            State(filter);
        }
        else
        {
            StateThen(filter, seen);
        }

        Facts(filter);
    }

    private SlickWhere() { }

    /// <summary>Any version that has been of the filter, whatever its state and whether it is active or not.</summary>
    public static SlickWhere OfAnyVersion(SlickFilter filter)
    {
        var where = new SlickWhere();
        where.Facts(filter with { State = null, Validated = null });
        return where;
    }

    /// <summary>Nothing is filtered.</summary>
    public bool IsEmpty => clauses.Count == 0;

    private void Facts(SlickFilter filter)
    {
        if (filter.Bbox is { } box)
        {
            Add(Inside(box));
        }

        Classes(filter);
        Values(filter);
        if (filter.Scene is { } scene)
        {
            Add(Named(scene));
        }
    }

    /// <summary>Positional, in the order of their use in the text.</summary>
    public List<NpgsqlParameter> Parameters { get; } = [];

    /// <summary>Adds a parameter and says how the text names it.</summary>
    public string Next(NpgsqlParameter parameter)
    {
        Parameters.Add(parameter);
        return $"${Parameters.Count}";
    }

    public void Add(string clause) => clauses.Add(clause);

    /// <summary>The condition without <c>where</c>.</summary>
    public override string ToString() => clauses.Count == 0 ? "true" : string.Join(" and ", clauses);

    private void State(SlickFilter filter)
    {
        if (filter.AsOf is { } then)
        {
            var at = Next(Time(then));
            Add($"s.created_at <= {at} and (s.deactivated_at is null or s.deactivated_at > {at})");
        }
        else
        {
            Add(filter.Active ?? true ? "s.active" : "not s.active");
        }
    }

    /// <summary>What came in and went since does not count, nor what was under way and not yet committed then.</summary>
    private void StateThen(SlickFilter filter, LedgerMoment seen)
    {
        var newest = Next(Id(seen.Decision));
        var (made, gone) = ($"coalesce(s.decision, 0) <= {newest}", $"coalesce(s.deactivated_by <= {newest}, false)");
        if (seen.Open.Length > 0)
        {
            var open = Next(Ids(seen.Open));
            string Under(string decision) =>
                $"exists (select from decision d where d.id = {decision} and d.transaction::text::bigint = any ({open}))";
            // What came without a decision has no transaction but that of its row, as long as nobody has taken it.
            made +=
                $" and not {Under("s.decision")} and (s.decision is not null or not s.active or not s.xmin::text::bigint = any "
                + $"(array(select o % 4294967296 from unnest({open}) o)))";
            gone += $" and not {Under("s.deactivated_by")}";
        }

        Add($"{made} and {(filter.AsOf is null && filter.Active == false ? gone : $"not ({gone}{Since(filter)})")}");
    }

    private string Since(SlickFilter filter)
    {
        if (filter.AsOf is not { } then)
        {
            return "";
        }

        var at = Next(Time(then));
        Add($"s.created_at <= {at}");
        return $" and s.deactivated_at <= {at}";
    }

    private static NpgsqlParameter Subtree(int id) =>
        Parameter(SlickClass.Find(id)?.Subtree() ?? [], NpgsqlDbType.Array | NpgsqlDbType.Integer);

    private string Inside(BoundingBox box)
    {
        var (south, north) = (Next(Number(box.South)), Next(Number(box.North)));
        string Between(double west, double east) =>
            $"st_intersects(s.geometry, st_makeenvelope({Next(Number(west))}, {south}, {Next(Number(east))}, {north}, 4326))";
        return box.West <= box.East ? Between(box.West, box.East) : $"({Between(box.West, 180)} or {Between(-180, box.East)})";
    }

    private void Classes(SlickFilter filter)
    {
        if (filter.Class is { } id)
        {
            Add($"s.slick_class = any ({Next(Subtree(id))})");
        }

        if (filter.EitherClass is { } either)
        {
            var subtree = Next(Subtree(either));
            Add($"(s.slick_class = any ({subtree}) or s.machine_class = any ({subtree}))");
        }
    }

    private void Values(SlickFilter filter)
    {
        if (filter.Validated is { } validated)
        {
            Add(validated ? "s.state = 'validated'" : "s.state <> 'validated'");
        }

        if (filter.State is { } state)
        {
            Add($"s.state = {Next(Text(Words.Of(state)))}");
        }

        if (filter.From is { } from)
        {
            Add($"s.slick_timestamp >= {Next(Time(from))}");
        }

        if (filter.To is { } to)
        {
            Add($"s.slick_timestamp < {Next(Time(to))}");
        }

        if (filter.MinConfidence is { } least)
        {
            Add($"s.machine_confidence >= {Next(Number(least))}");
        }

        if (filter.Case is { } number)
        {
            Add($"s.case_number = {Next(Id(number))}");
        }
    }

    // A part of the name will do, unless a scene is called just that.
    private string Named(string scene)
    {
        var name = Next(Text(scene));
        return $"s.scene = any (array(select id from scene where name = {name} or (strpos(lower(name), lower({name})) > 0 and not "
            + $"exists (select from scene where name = {name}))))";
    }
}
