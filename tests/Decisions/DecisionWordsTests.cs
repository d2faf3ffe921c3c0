using System.Text.RegularExpressions;
using Review.Domain.Decisions;
using Review.Tests.Support;

namespace Review.Tests.Decisions;

/// <summary>One table of the kinds of decision, for the code, for the database and for the page.</summary>
public sealed class DecisionWordsTests(Desk desk) : IClassFixture<Desk>
{
    [Fact]
    public void Every_kind_has_its_words() =>
        DecisionWords.All.Select(words => words.Kind).ShouldBe(Enum.GetValues<DecisionKind>(), ignoreOrder: true);

    [Fact]
    public async Task The_database_knows_the_same_kinds()
    {
        var check = await desk.Database.Ask<string>(
            "select string_agg(pg_get_constraintdef(oid), ' ') from pg_constraint where conrelid = 'decision'::regclass and contype = 'c'"
        );

        Regex
            .Matches(check[check.IndexOf("kind", StringComparison.Ordinal)..], "'([a-z]+)'::text")
            .Select(match => match.Groups[1].Value)
            .Distinct()
            .ShouldBe(DecisionWords.All.Select(words => words.Kind.ToString().ToLowerInvariant()), ignoreOrder: true);
    }

    [Fact]
    public void Kinds_are_found_as_the_database_writes_them() =>
        (DecisionWords.Of("reshape")?.Noun, DecisionWords.Of("nothing")).ShouldBe(("new outline", null));
}
