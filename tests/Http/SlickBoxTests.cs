using System.Globalization;
using System.Text.Json;
using Review.Domain.Slicks;
using Review.Tests.Support;

namespace Review.Tests.Http;

/// <summary>Boxes: what they take, how wide they are, and which way round the Earth.</summary>
public sealed class SlickBoxTests(WebApp app) : SlickRoutes(app), IClassFixture<WebApp>
{
    [Fact]
    public async Task A_thumbnail_fits_its_box()
    {
        var svg = (await App.Viewer.Get($"/api/slicks/{await App.Desk.GivenSlick(Bar)}/thumbnail.svg")).Text;

        System
            .Text.RegularExpressions.Regex.Matches(
                svg[(svg.IndexOf(" d=\"", StringComparison.Ordinal) + 4)..svg.IndexOf("\" fill=", StringComparison.Ordinal)],
                @"-?\d+(\.\d+)?"
            )
            .Select(number => double.Parse(number.Value, CultureInfo.InvariantCulture))
            .Max()
            .ShouldBeInRange(0, 44);
    }

    [Theory]
    [InlineData("9.9,49.9,10.005,50.005", true)]
    [InlineData("10.02,50,10.03,50.01", true)]
    [InlineData("9,49,9.99,50", false)]
    [InlineData("10.07,50,11,51", false)]
    [InlineData("-180,-90,180,90", true)]
    [InlineData("170,40,-170,60", false)]
    public async Task A_box_takes_what_it_touches(string bbox, bool found)
    {
        var scene = NewScene();
        await App.Desk.GivenSlick(Bar, scene: scene);

        (await App.Viewer.Get($"/api/slicks?scene={scene}&bbox={bbox}")).Features.Length.ShouldBe(found ? 1 : 0);
    }

    [Theory]
    [InlineData("POLYGON ((179.9 0, -179.9 0, -179.9 0.1, 179.9 0.1, 179.9 0))", "179.9 0 -179.9 0.1")]
    [InlineData("MULTIPOLYGON (((178 0, 179 0, 179 1, 178 0)), ((-179 0, -178 0, -178 1, -179 0)))", "178 0 -178 1")]
    [InlineData("POLYGON ((179.9 0, 180 0, 180 0.1, 179.9 0.1, 179.9 0))", "179.9 0 180 0.1")]
    [InlineData("MULTIPOLYGON (((-1 0, 1 0, 1 1, -1 0)), ((2 0, 3 0, 3 1, 2 0)))", "-1 0 3 1")]
    public async Task The_box_of_a_slick_is_the_narrow_one_in_features_rows_and_sums(string outline, string bbox)
    {
        var scene = NewScene();
        var id = await App.Desk.GivenSlick(outline, scene: scene);

        Box((await App.Viewer.Get($"/api/slicks/{id}")).Json).ShouldBe(bbox);
        Box((await App.Viewer.Get($"/api/slicks?scene={scene}")).Json.GetProperty("features")[0]).ShouldBe(bbox);
        Box((await App.Viewer.Get($"/api/summary?scene={scene}")).Json).ShouldBe(bbox);
        Words((await App.Send(new ListSlicks(new SlickFilter(Scene: scene), SlickOrder.Newest, true, 0, 1))).Rows[0].Bbox).ShouldBe(bbox);
    }

    [Theory]
    [InlineData(178, -179, "178 0 -178 1")]
    [InlineData(-179, -170, "-179 0 -169 1")]
    [InlineData(100, -70, "-70 0 101 1")]
    [InlineData(-0.5, 170, "-0.5 0 171 1")]
    public async Task The_box_of_several_slicks_goes_the_shorter_way_round(double one, double other, string bbox)
    {
        var scene = NewScene();
        await App.Desk.GivenSlick(Desk.Square(one, 0, 1), scene: scene);
        await App.Desk.GivenSlick(Desk.Square(other, 0, 1), scene: scene);

        Box((await App.Viewer.Get($"/api/summary?scene={scene}")).Json).ShouldBe(bbox);
    }

    [Fact]
    public async Task Sums_of_nothing_have_no_box() =>
        (await App.Viewer.Get($"/api/summary?scene={NewScene()}")).Json.GetProperty("bbox").ValueKind.ShouldBe(JsonValueKind.Null);

    [Theory]
    [InlineData("179,-1,-179,1", 3)]
    [InlineData("179,-1,180,1", 2)]
    [InlineData("-180,-1,-179,1", 2)]
    [InlineData("-179.5,-1,179,1", 0)]
    public async Task A_box_over_the_antimeridian_takes_both_sides(string bbox, int found)
    {
        var scene = NewScene();
        await App.Desk.GivenSlick("POLYGON ((179.9 0, -179.9 0, -179.9 0.1, 179.9 0.1, 179.9 0))", scene: scene);
        await App.Desk.GivenSlick("POLYGON ((179.8 0, 179.85 0, 179.85 0.1, 179.8 0))", scene: scene);
        await App.Desk.GivenSlick("POLYGON ((-179.8 0, -179.85 0, -179.85 0.1, -179.8 0))", scene: scene);

        (await App.Viewer.Get($"/api/slicks?scene={scene}&bbox={bbox}")).Features.Length.ShouldBe(found);
    }

    [Fact]
    public async Task A_summary_has_the_box_of_all()
    {
        var scene = NewScene();
        await App.Desk.GivenSlick(Bar, scene: scene);

        (await App.Viewer.Get($"/api/summary?scene={scene}")).Json.GetProperty("bbox").GetRawText().ShouldBe("[10,50,10.06,50.01]");
    }

    [Fact]
    public async Task A_summary_of_nothing_has_no_box() =>
        (await App.Viewer.Get("/api/summary?scene=nowhere")).Json.GetProperty("bbox").ValueKind.ShouldBe(JsonValueKind.Null);

    private static string Box(JsonElement of) => Words(of.GetProperty("bbox").EnumerateArray().Select(number => number.GetDouble()));

    // A box in an index has numbers of seven digits.
    private static string Words(IEnumerable<double> box) =>
        string.Join(' ', box.Select(degrees => Math.Round(degrees, 4).ToString(CultureInfo.InvariantCulture)));
}
