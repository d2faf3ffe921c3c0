namespace Review.Domain.Scenes;

/// <summary>What is said where nothing tells what an image's numbers stand for.</summary>
public static class GuessedUnit
{
    public static string Sentence(string file, PixelUnit unit) =>
        $"Nothing in {file} says what its numbers are; by their type and signs they are taken for {Words(unit)}. If they are "
        + "something else, give the unit "
        + "(sigma0, decibel or amplitude: --unit on the command line, \"unit\" over HTTP).";

    private static string Words(PixelUnit unit) =>
        unit switch
        {
            PixelUnit.Decibel => "decibels",
            PixelUnit.Amplitude => "amplitudes",
            _ => "linear σ⁰ (sigma0)",
        };
}
