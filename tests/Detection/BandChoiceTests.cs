using Review.Domain;
using Review.Domain.Detection;

namespace Review.Tests.Detecting;

/// <summary>A model sees the band that it asks for, or none.</summary>
public sealed class BandChoiceTests
{
    [Theory]
    [InlineData("VV", "VV,VH", "0")]
    [InlineData("VH", "VV,VH", "1")]
    [InlineData("vv", "VH,VV", "1")]
    [InlineData("VV,VH", "VH,VV", "1,0")]
    [InlineData("VV/HH", "HH,HV", "0")]
    [InlineData("VV/HH", "HH,VV", "1")]
    [InlineData("VV", "Sigma0_VV_db,Sigma0_VH_db", "0")]
    [InlineData("VV", "B1", "0")]
    [InlineData("VV", "intensity", "0")]
    [InlineData("wind", "wind", "0")]
    public void The_band_of_that_name_is_taken(string model, string scene, string indices) =>
        string.Join(',', Choose(model, scene)).ShouldBe(indices);

    [Theory]
    [InlineData("VV", "VH")]
    [InlineData("VV", "HH,HV")]
    [InlineData("VV", "Sigma0_VH")]
    [InlineData("VV/HH", "VH")]
    [InlineData("VH", "VV")]
    [InlineData("VV", "B1,B2")]
    [InlineData("VV,VH", "VV")]
    [InlineData("VV,VH", "B1")]
    [InlineData("VV", "Sigma0_VV,Gamma0_VV")]
    [InlineData("wind", "B1")]
    [InlineData("wind", "VV")]
    public void A_band_that_the_scene_lacks_is_not_another_one(string model, string scene) =>
        Should.Throw<RuleBrokenException>(() => Choose(model, scene)).Message.ShouldStartWith("The model far needs ");

    [Fact]
    public void The_refusal_names_what_is_needed_what_is_there_and_what_to_do()
    {
        Refusal("VV/HH", "VH").ShouldBe("The model far needs VV or HH; the scene has VH. Choose another model, or an image that has it.");
        Refusal("VV,VH", "B1,B2")
            .ShouldBe(
                "The model far needs VV and VH; the scene has B1, B2. If these are other names for it, register the image again and "
                    + "say what its bands are (--bands VV,VH on the command line, \"bands\" over HTTP)."
            );
    }

    private static string Refusal(string model, string scene) => Should.Throw<RuleBrokenException>(() => Choose(model, scene)).Message;

    private static IReadOnlyList<int> Choose(string model, string scene) =>
        BandChoice.Of(
            new DetectorCard("far", "1", [9], model.Split(','), IslandThresholds.Usual, 0, null, 1, "none", "{}"),
            scene.Split(',')
        );
}
