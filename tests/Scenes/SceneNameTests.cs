using Review.Domain.Scenes;
using Review.Tests.Support;

namespace Review.Tests.Scenes;

public sealed class SceneNameTests
{
    private const string Name = "S1A_IW_GRDH_1SDV_20200729T034859_20200729T034924_033664_03E6D3_93EF";

    [Fact]
    public void A_name_is_read_in_its_parts() =>
        SceneName
            .Parse(Name)
            .ShouldBe(
                new SceneName(
                    "S1A",
                    "IW",
                    "GRD",
                    'H',
                    1,
                    'S',
                    "DV",
                    new DateTimeOffset(2020, 7, 29, 3, 48, 59, TimeSpan.Zero),
                    new DateTimeOffset(2020, 7, 29, 3, 49, 24, TimeSpan.Zero),
                    33664,
                    0x03E6D3,
                    "93EF"
                )
            );

    [Fact]
    public void A_folder_s_ending_is_left_out() => SceneName.Parse(Name + ".SAFE").ToString().ShouldBe(Name);

    [Fact]
    public void A_single_look_complex_product_has_no_resolution() =>
        SceneName.Parse("S1B_IW_SLC__1SDV_20200729T034859_20200729T034924_033664_03E6D3_93EF").Resolution.ShouldBeNull();

    [Fact]
    public void Real_names_print_back_as_they_were_read()
    {
        var names = File.ReadAllLines(Fixtures.Require("cerulean/scene_ids.txt")).Where(line => line.Length > 0).ToList();
        names.Select(name => SceneName.Parse(name).ToString()).ShouldBe(names);
    }

    [Theory]
    [InlineData("S1E_IW_GRDH_1SDV_20200729T034859_20200729T034924_033664_03E6D3_93EF", "mission")]
    [InlineData("S1A_XX_GRDH_1SDV_20200729T034859_20200729T034924_033664_03E6D3_93EF", "beam")]
    [InlineData("S1A_IW_GRX__1SDV_20200729T034859_20200729T034924_033664_03E6D3_93EF", "product type")]
    [InlineData("S1A_IW_GRD__1SDV_20200729T034859_20200729T034924_033664_03E6D3_93EF", "resolution")]
    [InlineData("S1A_IW_SLCH_1SDV_20200729T034859_20200729T034924_033664_03E6D3_93EF", "resolution")]
    [InlineData("S1A_IW_GRDH_3SDV_20200729T034859_20200729T034924_033664_03E6D3_93EF", "level")]
    [InlineData("S1A_IW_GRDH_1XDV_20200729T034859_20200729T034924_033664_03E6D3_93EF", "product class")]
    [InlineData("S1A_IW_GRDH_1SXX_20200729T034859_20200729T034924_033664_03E6D3_93EF", "polarisation")]
    [InlineData("S1A_IW_GRDH_1SDV_20200732T034859_20200729T034924_033664_03E6D3_93EF", "start")]
    [InlineData("S1A_IW_GRDH_1SDV_20200729T034859_20200729T034858_033664_03E6D3_93EF", "stop")]
    [InlineData("S1A_IW_GRDH_1SDV_20200729T034859_20200729T034924_000000_03E6D3_93EF", "absolute orbit")]
    [InlineData("S1A_IW_GRDH_1SDV_20200729T034859_20200729T034924_033664_03e6D3_93EF", "data take")]
    [InlineData("S1A_IW_GRDH_1SDV_20200729T034859_20200729T034924_033664_03E6D3_93EG", "product id")]
    public void A_wrong_part_is_named(string name, string part) =>
        Should.Throw<SceneNameException>(() => SceneName.Parse(name)).Message.ShouldStartWith($"The {part} ");

    [Theory]
    [InlineData("")]
    [InlineData("black sea")]
    [InlineData("S1A_IW_GRDH_1SDV_20200729T034859_20200729T034924_033664_03E6D3")]
    [InlineData("S1A_IW_GRDH_1SDV_20200729T034859_20200729T034924_033664_03E6D3_93EF_COG")]
    public void What_is_no_product_name_is_refused_with_the_form(string name) =>
        Should.Throw<SceneNameException>(() => SceneName.Parse(name)).Message.ShouldContain("MMM_BB_TTTR_LFPP");
}
