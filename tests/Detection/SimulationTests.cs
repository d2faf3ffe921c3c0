using Review.Domain.Simulation;

namespace Review.Tests.Detecting;

/// <summary>Simulated scenes: the same for the same seed, and like radar images where it matters.</summary>
public sealed class SimulationTests
{
    private static readonly SimulatedScene Scene = SimulatedScene.Make(11, 2, 600, 500);

    [Fact]
    public void The_same_seed_makes_the_same_scene()
    {
        var again = SimulatedScene.Make(11, 2, 600, 500);

        again.Sigma0.AsSpan().SequenceEqual(Scene.Sigma0).ShouldBeTrue();
        again.Films.Select(film => film.Outline.AsText()).ShouldBe(Scene.Films.Select(film => film.Outline.AsText()));
    }

    [Fact]
    public void Another_number_makes_another_scene() =>
        SimulatedScene.Make(11, 3, 600, 500).Sigma0.AsSpan().SequenceEqual(Scene.Sigma0).ShouldBeFalse();

    [Fact]
    public void It_is_marked_as_simulated() => Scene.Name.ShouldStartWith("SIMULATED_");

    [Fact]
    public void The_footprint_leaves_a_wedge_without_data() =>
        Scene.Sigma0.Count(float.IsNaN).ShouldBeGreaterThan(Scene.Sigma0.Length / 50);

    [Fact]
    public void The_outlines_have_the_area_of_their_pixels()
    {
        var pixel = Scene.Bounds.Width / Scene.Width * (Scene.Bounds.Height / Scene.Height);

        Scene.Films.Sum(film => film.Outline.Area).ShouldBe(Scene.Truth.Count(id => id != 0) * pixel, pixel * 1e-3);
        Scene.Films.ShouldAllBe(film => film.Outline.IsValid);
    }

    [Fact]
    public void Speckle_has_the_variance_of_its_looks()
    {
        var image = SeaImage.Paint(
            new SeaPlan
            {
                Seed = 4,
                Width = 400,
                Height = 400,
                MetresPerPixel = 40,
                WindVariation = 0,
                IncidenceDegrees = (36, 36),
                Looks = 5,
            }
        );
        var mean = image.Sigma0.Average();

        (image.Sigma0.Select(value => (value - mean) * (value - mean)).Average() / (mean * mean)).ShouldBe(1 / 5f, 0.01f);
    }

    [Fact]
    public void Oil_is_darker_than_the_sea_by_its_damping()
    {
        var plan = new SeaPlan
        {
            Seed = 4,
            Width = 300,
            Height = 300,
            MetresPerPixel = 40,
            WindVariation = 0,
            IncidenceDegrees = (36, 36),
            Films = [new Film(7, "vessel", [(6_000, 6_000)], [2_500], 6, 100, 0, 0, 1)],
        };
        var image = SeaImage.Paint(plan);
        double Db(Func<int, bool> where) => 10 * Math.Log10(image.Sigma0.Where((_, i) => where(i)).Average());

        (Db(i => image.Film[i] == 0) - Db(i => image.Film[i] > 0)).ShouldBeInRange(3.5, 6.5);
    }

    [Fact]
    public void The_sea_gets_darker_with_incidence_and_brighter_with_wind()
    {
        SeaImage.SeaDb(6, 45).ShouldBeLessThan(SeaImage.SeaDb(6, 30));
        SeaImage.SeaDb(10, 36).ShouldBeGreaterThan(SeaImage.SeaDb(4, 36));
        SeaImage.SeaDb(0.5, 36).ShouldBeLessThan(SeaImage.SeaDb(2.5, 36) - 8);
    }
}
