using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Review.Tests.Support;

namespace Review.Tests.Browser;

/// <summary>From one slick to the next with the keys alone.</summary>
public sealed class WalkingTests(RunningApp app, Chromium chromium) : IClassFixture<RunningApp>
{
    [Fact]
    public async Task The_next_slick_is_the_next_one_of_before_though_a_decided_one_goes_to_the_top_of_the_list()
    {
        using var http = await app.Client();
        long[] slicks = [await http.GivenSlick(), await http.GivenSlick(), await http.GivenSlick(), await http.GivenSlick()];
        await using var visit = await chromium.SignIn(app, goesOn: false);
        var page = visit.Page;
        await page.Idle();

        var decided = new List<long>();
        for (var i = 0; i < slicks.Length; i++)
        {
            await page.Keyboard.PressAsync("ArrowDown");
            await page.Idle();
            var answer = await page.Deciding(() => page.Keyboard.PressAsync("v"));
            decided.Add(answer.GetProperty("inputs")[0].GetInt64());
        }

        decided.ShouldBe(slicks.Reverse());
        foreach (var slick in slicks)
        {
            var lineage = await http.GetFromJsonAsync<JsonElement>(
                new Uri(string.Create(CultureInfo.InvariantCulture, $"/api/slicks/{slick}/descendants"), UriKind.Relative),
                TestContext.Current.CancellationToken
            );
            lineage.GetProperty("decisions").GetArrayLength().ShouldBe(1);
        }
    }
}
