namespace Review.Tests.Support;

/// <summary>That the tools of the tests work here: some of them stand in for packages that a registry may lack.</summary>
public sealed class SupportTests(TestDatabase database, Chromium chromium) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task A_test_class_has_a_migrated_database_without_slicks() =>
        (await database.Ask<long>("select count(*) from slick")).ShouldBe(0);

    [Fact]
    public async Task A_page_is_opened_in_Chromium()
    {
        await using var visit = await chromium.Open(new Uri("http://127.0.0.1/"));
        var page = visit.Page;

        await page.SetContentAsync("<h1>Slicks</h1>");

        (await page.TextContentAsync("h1")).ShouldBe("Slicks");
    }

    [Fact]
    public void Fixtures_are_found_beside_the_repository() =>
        File.Exists(Fixtures.Require("cerulean/detections_base.geojson")).ShouldBeTrue();
}
