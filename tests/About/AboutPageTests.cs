using Bunit;
using Review.App.About;
using Review.Domain;
using Review.Tests.Support;

namespace Review.Tests.About;

/// <summary>The page that says what is installed here.</summary>
public sealed class AboutPageTests
{
    [Fact]
    public async Task Versions_and_licences_are_shown()
    {
        await using var context = Given(() => Task.FromResult<IReadOnlyList<ComponentVersion>>([new("PostGIS", "3.3.2")]));

        var page = context.Render<AboutPage>();

        page.WaitForElement("[data-testid=versions]").TextContent.ShouldContain("PostGIS3.3.2");
        page.Find("[data-testid=licences]").TextContent.ShouldContain("MudBlazor");
    }

    [Fact]
    public async Task While_the_versions_are_asked_for_the_rest_is_there()
    {
        await using var context = Given(() => new TaskCompletionSource<IReadOnlyList<ComponentVersion>>().Task);

        var page = context.Render<AboutPage>();

        page.FindAll(".mud-skeleton").ShouldHaveSingleItem();
        page.Find("[data-testid=licences]").TextContent.ShouldContain("Apache-2.0");
    }

    [Fact]
    public async Task A_database_that_is_away_is_said_and_the_page_stands()
    {
        await using var context = Given(() => Task.FromException<IReadOnlyList<ComponentVersion>>(new Npgsql.NpgsqlException("away")));

        var page = context.Render<AboutPage>();

        page.WaitForElement("[role=alert], .mud-alert").TextContent.ShouldContain("The server did not answer as it should.");
    }

    [Fact]
    public void Licences_of_what_is_for_tests_only_are_left_out()
    {
        var found = Licences.Parse(
            """
            # Licences
            ## In the application (NuGet)
            | package | version | licence |
            | --- | --- | --- |
            | MudBlazor | 9.12.0 | MIT |
            ## For building and testing only
            | package | version | licence | from |
            | bunit | 2.15.2 | MIT | NuGet |
            """
        );

        found.ShouldBe([new Licence("MudBlazor", "9.12.0", "MIT", "In the application (NuGet)")]);
    }

    private static PageContext Given(Func<Task<IReadOnlyList<ComponentVersion>>> versions) =>
        new(new Answers().On<GetVersions, IReadOnlyList<ComponentVersion>>(_ => versions()));
}
