using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Review.Tests.Architecture;

/// <summary>What an assembly's compiled code names of another assembly, read from its metadata.</summary>
internal static class References
{
    /// <returns>Full names, nested types as <c>Outer+Inner</c>; empty when the one does not refer to the other.</returns>
    public static SortedSet<string> Of(Assembly code, string toAssembly)
    {
        using var file = new PEReader(File.OpenRead(code.Location));
        var metadata = file.GetMetadataReader();
        var types = metadata
            .TypeReferences.Where(handle => AssemblyOf(metadata, handle) == toAssembly)
            .Select(handle => FullName(metadata, handle));
        return new SortedSet<string>(types, StringComparer.Ordinal);
    }

    /// <returns>Simple names of the assemblies that the code refers to.</returns>
    public static IReadOnlyList<string> Assemblies(Assembly code) => [.. code.GetReferencedAssemblies().Select(name => name.Name!)];

    private static string? AssemblyOf(MetadataReader metadata, TypeReferenceHandle handle)
    {
        var scope = metadata.GetTypeReference(handle).ResolutionScope;
        return scope.Kind switch
        {
            HandleKind.TypeReference => AssemblyOf(metadata, (TypeReferenceHandle)scope),
            HandleKind.AssemblyReference => metadata.GetString(metadata.GetAssemblyReference((AssemblyReferenceHandle)scope).Name),
            _ => null,
        };
    }

    private static string FullName(MetadataReader metadata, TypeReferenceHandle handle)
    {
        var type = metadata.GetTypeReference(handle);
        var name = metadata.GetString(type.Name);
        return type.ResolutionScope.Kind == HandleKind.TypeReference
                ? $"{FullName(metadata, (TypeReferenceHandle)type.ResolutionScope)}+{name}"
            : type.Namespace.IsNil ? name
            : $"{metadata.GetString(type.Namespace)}.{name}";
    }
}
