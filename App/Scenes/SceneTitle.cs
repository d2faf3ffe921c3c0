using Review.App.Slicks;
using Review.Domain.Scenes;

namespace Review.App.Scenes;

/// <summary>What a scene is called where there is little room: of a Sentinel-1 product what tells it from others.</summary>
/// <param name="Text">Such as "Sentinel-1A IW GRDH"; the name itself for everything else.</param>
/// <param name="Detail">Such as "orbit 35 353 · 62EA"; the scene's number for everything else.</param>
internal sealed record SceneTitle(string Text, string Detail)
{
    public static SceneTitle Of(SceneRow scene) =>
        SceneName.TryParse(scene.Name) is { } product
            ? new(
                $"Sentinel-1{product.Mission[^1]} {product.Beam} {Product(product)}",
                $"orbit {Figures.Id(product.AbsoluteOrbit)} · {product.ProductId}"
            )
            : new(scene.Name, $"scene {Figures.Id(scene.Id)}");

    /// <returns>"GRDH"</returns>
    public static string Product(SceneName name) => $"{name.ProductType}{name.Resolution}";

    /// <returns>"VV + VH"</returns>
    public static string Polarisation(SceneName name) =>
        name.Polarisation switch
        {
            "SH" => "HH",
            "SV" => "VV",
            "DH" => "HH + HV",
            "DV" => "VV + VH",
            var one => one,
        };
}
