using System.Reflection;

namespace Review.Domain;

/// <summary>Which program this is.</summary>
internal static class ProgramVersion
{
    private static readonly string[] Parts = (
        typeof(ProgramVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? ""
    ).Split('+');

    /// <summary>The commit that the program was built from; null when it was built outside a repository.</summary>
    public static string? Revision => Parts is [_, { Length: > 0 } revision, ..] ? revision : null;

    /// <summary>The number, and the first ten digits of the commit where it is known.</summary>
    public static string Text => Revision is { Length: >= 10 } revision ? $"{Parts[0]} ({revision[..10]})" : Parts[0];
}
