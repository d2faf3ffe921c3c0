namespace Review.Domain;

/// <summary>Text that comes from outside (files, requests, other programs), as it may stand in a sentence.</summary>
public static class ForeignText
{
    /// <summary>The usual limit of a piece of foreign text in a sentence, in characters.</summary>
    public const int UsualLength = 200;

    /// <summary>The longest sentence that anybody is told, in characters.</summary>
    public const int LongestSentence = 1_000;

    /// <summary>A sentence as it is, unless foreign text has made it longer than anybody would read.</summary>
    public static string Bounded(this string sentence) =>
        sentence.Length <= LongestSentence ? sentence : sentence.Shortened(LongestSentence);

    /// <summary>The text on one line, its end left out where it is longer than so many characters.</summary>
    /// <returns>At most <paramref name="most"/> characters and an ellipsis; never half a surrogate pair.</returns>
    public static string Shortened(this string text, int most = UsualLength)
    {
        var cut =
            text.Length <= most ? text.Length
            : char.IsHighSurrogate(text[most - 1]) ? most - 1
            : most;
        var line = string.Create(
            cut,
            text,
            static (characters, source) =>
            {
                for (var i = 0; i < characters.Length; i++)
                {
                    characters[i] = char.IsControl(source[i]) ? ' ' : source[i];
                }
            }
        );
        return cut == text.Length ? line : line + "…";
    }
}
