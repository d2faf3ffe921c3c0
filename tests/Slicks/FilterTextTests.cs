using System.Text.Json;
using Review.App.Cli;
using Review.App.Slicks;
using Review.Domain;
using Review.Domain.Slicks;
using Review.Tests.Support;

namespace Review.Tests.Slicks;

/// <summary>
/// One table of filters, read in every place that takes one. The scripts of the page are held to it by tests/js/filters.test.js.
/// </summary>
public sealed class FilterTextTests(WebApp app) : IClassFixture<WebApp>
{
    public static TheoryData<string, string?, string?> Cases()
    {
        var table = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "tests", "cases", "filters.json"))).RootElement;
        var cases = new TheoryData<string, string?, string?>();
        foreach (var one in table.EnumerateArray())
        {
            cases.Add(one.GetProperty("text").GetString()!, Text(one, "prints"), Text(one, "refused"));
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_filter_is_read_or_refused_by_the_name_of_what_is_wrong_and_printed_as_it_was_read(
        string text,
        string? prints,
        string? refused
    )
    {
        var given = Pairs(text);
        if (refused is not null)
        {
            Should.Throw<RuleBrokenException>(() => FilterText.Read(given.GetValueOrDefault)).Field.ShouldBe(refused);
            return;
        }

        var filter = FilterText.Read(given.GetValueOrDefault);
        string.Join('&', FilterText.Print(filter).Select(pair => $"{pair.Key}={pair.Value}")).ShouldBe(prints);
        FilterText.Read(FilterText.Print(filter).ToDictionary().GetValueOrDefault).ShouldBe(filter);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void An_address_of_the_page_leaves_out_what_cannot_be_read_and_what_it_does_not_have(
        string text,
        string? prints,
        string? refused
    )
    {
        var ofPage = FilterText.OfPage.Select(member => member.Name).ToHashSet();
        var wanted = refused is not null
            ? new SlickFilter()
            : FilterText.Read(Pairs(prints!).Where(pair => ofPage.Contains(pair.Key)).ToDictionary().GetValueOrDefault);

        ReviewAddress.Parse(Query(text)).Filter.ShouldBe(wanted);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task All_routes_take_a_filter_alike(string text, string? prints, string? refused)
    {
        foreach (
            var address in (string[])["/api/slicks", "/api/slicks/undecided", "/api/summary", "/api/export", "/tiles/slicks/2/1/1.mvt"]
        )
        {
            var answer = await app.Viewer.Get(address + Query(text));

            answer.Code.ShouldBe(refused is null ? 200 : 400, address + text + prints);
            if (refused is not null)
            {
                answer.Errors.ShouldBe([refused]);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_command_line_takes_it_too(string text, string? prints, string? refused)
    {
        string[] words = [.. Pairs(text).Where(pair => pair.Value.Length > 0).SelectMany(pair => new[] { $"--{pair.Key}", pair.Value })];
        var parsed = ExportVerb.Create().Parse(["out.geojson", .. words]);
        var isFlag = refused is "active" or "validated";
        parsed.Errors.Count.ShouldBe(isFlag ? 1 : 0, "a flag is refused while words are read");
        if (isFlag)
        {
            return;
        }

        if (refused is not null)
        {
            Should.Throw<RuleBrokenException>(() => ExportVerb.Filter(parsed)).Field.ShouldBe(refused);
            return;
        }

        ExportVerb.Filter(parsed).ShouldBe(FilterText.Read(Pairs(prints!).GetValueOrDefault));
    }

    [Fact]
    public void A_flag_needs_no_value_on_the_command_line() =>
        ExportVerb
            .Filter(ExportVerb.Create().Parse(["--validated", "--class", "vessel", "out.geojson"]))
            .ShouldBe(new SlickFilter(Class: SlickClass.VesselId, Validated: true));

    private static string? Text(JsonElement one, string name) => one.TryGetProperty(name, out var found) ? found.GetString() : null;

    private static Dictionary<string, string> Pairs(string text) =>
        text.Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split('=', 2))
            .ToDictionary(pair => pair[0], pair => pair[1]);

    private static string Query(string text) =>
        "?" + string.Join('&', Pairs(text).Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value)}"));
}
