using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Review.Data.Inference;
using Review.Domain;

namespace Review.Tests.Detecting;

/// <summary>Section <c>Detection:DarkSpot</c>.</summary>
public sealed class DarkSpotSettingsTests
{
    [Fact]
    public void A_number_replaces_its_default_and_the_others_stay()
    {
        var parameters = Parameters(("LeeRadiusPixels", "3"));

        parameters.GetProperty("LeeRadiusPixels").GetInt32().ShouldBe(3);
        parameters.GetProperty("YieldShare").GetDouble().ShouldBe(0.85);
        parameters.GetProperty("BorderArmsPixels").GetArrayLength().ShouldBe(3);
    }

    [Fact]
    public void A_list_replaces_its_default()
    {
        var parameters = Parameters(("BorderArmsPixels:0", "4"), ("BorderArmsPixels:1", "12"));

        parameters.GetProperty("BorderArmsPixels").EnumerateArray().Select(arm => arm.GetInt32()).ShouldBe([4, 12]);
    }

    [Fact]
    public void Names_are_read_in_any_case_as_all_settings_are()
    {
        var parameters = Parameters(("leeradiuspixels", "3"), ("BORDERARMSPIXELS:0", "4"), ("BORDERARMSPIXELS:1", "12"));

        parameters.GetProperty("LeeRadiusPixels").GetInt32().ShouldBe(3);
        parameters.GetProperty("BorderArmsPixels").GetArrayLength().ShouldBe(2);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-3")]
    public void An_arm_without_a_length_is_refused(string arm) =>
        Should
            .Throw<RuleBrokenException>(() => Parameters(("BorderArmsPixels:0", "4"), ("BorderArmsPixels:1", arm)))
            .Message.ShouldContain($"BorderArmsPixels has {arm}; an arm is 1 pixel or longer");

    [Theory]
    [InlineData("BorderArmsPixels:0", "4", "BorderArmsPixels has 1 number")]
    [InlineData("Weights:0", "4", "Weights has 1 number")]
    [InlineData("DarkSideWeights:0", "4", "DarkSideWeights has 1 number")]
    [InlineData("LeeRadiusPixels", "wide", "Detection:DarkSpot:LeeRadiusPixels")]
    [InlineData("LeeRadius", "3", "LeeRadius")]
    public void What_no_detector_can_work_with_is_refused_with_its_name(string setting, string value, string sentence) =>
        Should.Throw<RuleBrokenException>(() => Parameters((setting, value))).Message.ShouldContain(sentence);

    private static JsonElement Parameters(params (string Name, string Value)[] settings)
    {
        var given = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(one => KeyValuePair.Create($"Detection:DarkSpot:{one.Name}", (string?)one.Value)))
            .Build();
        using var detector = new Detectors(given, "nowhere").Open(null);
        return JsonDocument.Parse(detector.Card.Parameters).RootElement;
    }
}
