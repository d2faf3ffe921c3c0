using Review.Domain;
using Review.Domain.Decisions;
using Review.Domain.Slicks;
using Review.Tests.Support;

namespace Review.Tests.Decisions;

/// <summary>The class tree.</summary>
public sealed class SlickClassTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Theory]
    [InlineData(1, new[] { 1, 10, 11, 12, 13 })]
    [InlineData(2, new[] { 2, 4, 5, 6, 7, 8 })]
    [InlineData(5, new[] { 5, 6, 7, 8 })]
    [InlineData(7, new[] { 7, 8 })]
    [InlineData(3, new[] { 3 })]
    [InlineData(9, new[] { 9 })]
    public void A_subtree_is_the_class_and_all_below_it(int root, int[] subtree) =>
        SlickClass.Find(root)!.Subtree().Order().ShouldBe(subtree);

    [Fact]
    public void The_roots_hold_every_class_once() =>
        SlickClass
            .All.Where(node => node.Parent is null)
            .SelectMany(node => node.Subtree())
            .Order()
            .ShouldBe(SlickClass.All.Select(node => node.Id).Order());

    [Fact]
    public void A_class_does_not_include_its_parent() => SlickClass.Find(7)!.Includes(5).ShouldBeFalse();

    [Fact]
    public void An_unknown_class_is_included_nowhere() => SlickClass.All.ShouldAllBe(node => !node.Includes(999));

    [Theory]
    [InlineData("13", 13)]
    [InlineData("RECENT_VESSEL", 7)]
    [InlineData("recent_vessel", 7)]
    public void A_class_is_found_by_what_a_person_types(string typed, int id) => SlickClass.Parse(typed)!.Id.ShouldBe(id);

    [Theory]
    [InlineData("999")]
    [InlineData("OIL")]
    [InlineData("")]
    public void What_is_no_class_is_not_found(string typed) => SlickClass.Parse(typed).ShouldBeNull();

    [Fact]
    public async Task The_database_tells_states_by_the_same_classes()
    {
        var function = await database.Ask<string>("select prosrc from pg_proc where proname = 'slick_state'");
        function.ShouldContain($"when {SlickClass.NotOilId} = any (path) then 'rejected'");
        function.ShouldContain($"when {SlickClass.AmbiguousId} = any (path) then 'ambiguous'");
    }

    [Fact]
    public void The_sentence_on_rejections_names_all_that_is_not_oil() =>
        new RejectSlicks.Rules()
            .Validate(new RejectSlicks([1], SlickClass.VesselId, null, "wind", new Authorship("ada")))
            .Errors.ShouldHaveSingleItem()
            .ErrorMessage.ShouldContain("(1, 10, 11, 12 or 13)");

    [Fact]
    public async Task The_database_has_the_same_tree() =>
        (await database.Ask<string[]>("select array_agg(concat_ws('|', id, parent, code, title) order by id) from slick_class")).ShouldBe(
            SlickClass
                .All.OrderBy(node => node.Id)
                .Select(node =>
                    string.Join('|', new object?[] { node.Id, node.Parent, node.Code, node.Title }.Where(part => part is not null))
                )
        );
}
