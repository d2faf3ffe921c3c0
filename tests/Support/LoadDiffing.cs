using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace Review.Tests.Support;

/// <summary>Hands bUnit an older AngleSharp.Diffing than it asks for, which does.</summary>
internal static class LoadDiffing
{
    // The runtime looks a reference up by name in the folder of the program first and would refuse the version: hence a folder of its own.
    [ModuleInitializer]
    internal static void Register() => AssemblyLoadContext.Default.Resolving += (context, name) =>
        name.Name == "AngleSharp.Diffing"
            ? context.LoadFromAssemblyPath(Path.Combine(AppContext.BaseDirectory, "diffing", "AngleSharp.Diffing.dll"))
            : null;
}
