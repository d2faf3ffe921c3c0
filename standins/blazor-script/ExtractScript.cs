using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

// Writes the manifest resource _framework/blazor.web.js of an assembly (first argument) to a file (second argument).
const string Resource = "_framework/blazor.web.js";
using var assembly = new PEReader(File.OpenRead(args[0]));
var metadata = assembly.GetMetadataReader();
var found = metadata.ManifestResources
    .Select(metadata.GetManifestResource)
    .Single(resource => metadata.GetString(resource.Name) == Resource);
var section = assembly.GetSectionData(assembly.PEHeaders.CorHeader!.ResourcesDirectory.RelativeVirtualAddress);
var reader = section.GetReader((int)found.Offset, section.Length - (int)found.Offset);
var script = reader.ReadBytes(reader.ReadInt32());
Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(args[1]))!);
File.WriteAllBytes(args[1], script);
