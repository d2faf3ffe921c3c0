using System.Reflection;
using System.Runtime.CompilerServices;
using MediatR;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using NetArchTest.Rules;

namespace Review.Tests.Architecture;

/// <summary>App → Domain ← Data, and App sees one type of Data.</summary>
public sealed class ArchitectureTests
{
    private const string TheOneTypeOfData = "Review.Data.DataServices";

    // Each may see those before it.
    private static readonly string[] FoldersOfDomain =
    [
        "Geometry",
        "Tiles",
        "Jobs",
        "Scenes",
        "Slicks",
        "Decisions",
        "Features",
        "Statistics",
        "Detection",
        "Simulation",
    ];

    private static readonly Assembly App = Assembly.Load("Review");
    private static readonly Assembly Domain = Assembly.Load("Review.Domain");
    private static readonly Assembly Data = Assembly.Load("Review.Data");
    private static readonly Assembly Bench = Assembly.Load("Review.Bench");

    [Fact]
    public void App_sees_one_type_of_Data() => References.Of(App, "Review.Data").ShouldBeSubsetOf([TheOneTypeOfData]);

    [Fact]
    public void Benches_see_one_type_of_Data() => References.Of(Bench, "Review.Data").ShouldBeSubsetOf([TheOneTypeOfData]);

    [Fact]
    public void The_application_carries_no_benches()
    {
        References.Assemblies(App).ShouldNotContain("Review.Bench");
        References.Assemblies(Domain).ShouldNotContain("Review.Bench");
        References.Assemblies(Data).ShouldNotContain("Review.Bench");
        App.GetTypes().Select(type => type.Namespace).ShouldNotContain(name => name != null && name.Contains(".Bench"));
        References.Assemblies(Bench).ShouldContain("Review");
    }

    [Fact]
    public void Data_shows_one_type() => Data.GetExportedTypes().Select(type => type.FullName!).ShouldBeSubsetOf([TheOneTypeOfData]);

    [Fact]
    public void Domain_sees_neither_App_nor_Data()
    {
        References.Of(Domain, "Review").ShouldBeEmpty();
        References.Of(Domain, "Review.Data").ShouldBeEmpty();
    }

    [Fact]
    public void Domain_knows_no_database_driver() => References.Of(Domain, "Npgsql").ShouldBeEmpty();

    [Fact]
    public void Domain_touches_no_disk()
    {
        OfDisks(Domain).ShouldBeEmpty();
        OfDisks(Data).ShouldContain("System.IO.File");
    }

    [Fact]
    public void The_folders_of_Domain_see_one_way()
    {
        for (var at = 0; at < FoldersOfDomain.Length; at++)
        {
            var above = FoldersOfDomain[(at + 1)..].Select(folder => $"Review.Domain.{folder}").ToArray();
            if (above.Length > 0)
            {
                Seen($"Review.Domain.{FoldersOfDomain[at]}", above).ShouldBeEmpty();
            }
        }

        Seen("Review.Domain.People", [.. FoldersOfDomain.Select(folder => $"Review.Domain.{folder}")]).ShouldBeEmpty();
    }

    [Fact]
    public void The_words_of_all_see_no_folder_but_where_things_are_put_together() =>
        Types
            .InAssembly(Domain)
            .That()
            .HaveDependencyOnAny([.. FoldersOfDomain.Select(folder => $"Review.Domain.{folder}")])
            .GetTypes()
            .Where(type => type.Namespace == "Review.Domain" && !type.IsNested && IsWritten(type))
            .Select(type => type.Name)
            .ShouldBeSubsetOf(["DomainServices", "IReviewDb", "JobRequest"]);

    [Fact]
    public void What_a_folder_sees_is_found() =>
        Seen("Review.Domain.Simulation", ["Review.Domain.Slicks"]).ShouldContain("Review.Domain.Simulation.SimulateSlicksHandler");

    [Fact]
    public void The_list_of_folders_is_whole() =>
        Domain
            .GetTypes()
            .Select(type => type.Namespace)
            .Where(name => name?.StartsWith("Review.Domain.", StringComparison.Ordinal) ?? false)
            .Select(name => name!.Split('.')[2])
            .Distinct()
            .ShouldBe([.. FoldersOfDomain, "People"], ignoreOrder: true);

    [Fact]
    public void Data_does_not_see_App() => References.Of(Data, "Review").ShouldBeEmpty();

    [Fact]
    public void A_type_of_Domain_is_public_only_when_another_project_needs_it()
    {
        var needed = References
            .Of(App, "Review.Domain")
            .Union(References.Of(Data, "Review.Domain"))
            .Union(References.Of(Bench, "Review.Domain"));
        Domain.GetExportedTypes().Except(WithTheirSignatures(needed)).Where(type => !type.IsNested).ShouldBeEmpty();
    }

    [Fact]
    public void Classes_are_sealed_unless_somebody_inherits_them()
    {
        var own = Domain.GetTypes().Concat(Data.GetTypes()).Where(IsWritten).ToList();
        var bases = own.Select(type => Definition(type.BaseType)).ToHashSet();
        own.Where(type => type is { IsClass: true, IsSealed: false, IsAbstract: false } && !bases.Contains(type)).ShouldBeEmpty();
    }

    [Fact]
    public void A_component_injects_neither_the_sender_nor_the_context()
    {
        var components = App.GetTypes().Where(typeof(IComponent).IsAssignableFrom);
        components.SelectMany(Injected).Where(IsBackEnd).ShouldBeEmpty();
    }

    [Fact]
    public void The_reader_of_references_finds_what_is_there() =>
        References.Of(typeof(ArchitectureTests).Assembly, "Review.Data").ShouldContain("Review.Data.Postgres.EmbeddedServer");

    private static IEnumerable<string> Seen(string folder, string[] above) =>
        Types.InAssembly(Domain).That().ResideInNamespace(folder).ShouldNot().HaveDependencyOnAny(above).GetResult().FailingTypeNames ?? [];

    // Paths are texts, and streams may come from anywhere.
    private static IEnumerable<string> OfDisks(Assembly code) =>
        References
            .Of(code, "System.Runtime")
            .Intersect([
                typeof(File).FullName!,
                typeof(Directory).FullName!,
                typeof(FileInfo).FullName!,
                typeof(DirectoryInfo).FullName!,
                typeof(FileSystemInfo).FullName!,
                typeof(FileStream).FullName!,
                typeof(DriveInfo).FullName!,
            ]);

    private static bool IsWritten(Type type) =>
        type.GetCustomAttribute<CompilerGeneratedAttribute>() is null && !type.Name.Contains('<', StringComparison.Ordinal);

    private static Type? Definition(Type? type) => type is { IsGenericType: true } ? type.GetGenericTypeDefinition() : type;

    private static IEnumerable<string> Injected(Type component) =>
        component
            .GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            .Where(property => property.GetCustomAttribute<InjectAttribute>() is not null)
            .Select(property => property.PropertyType)
            .Concat(
                component
                    .GetConstructors()
                    .SelectMany(constructor => constructor.GetParameters())
                    .Select(parameter => parameter.ParameterType)
            )
            .Select(type => $"{component.Name}: {type.FullName}");

    private static bool IsBackEnd(string injected) =>
        Array.Exists(
            [typeof(ISender), typeof(IMediator), typeof(DbContext)],
            type => injected.EndsWith($": {type.FullName}", StringComparison.Ordinal)
        )
        || injected.Contains(": Review.Data.", StringComparison.Ordinal)
        || injected.EndsWith("Db", StringComparison.Ordinal);

    // What a needed type shows in its signatures must be public too.
    private static HashSet<Type> WithTheirSignatures(IEnumerable<string> names)
    {
        var open = new Queue<Type>(names.Select(name => Domain.GetType(name)).OfType<Type>());
        var found = new HashSet<Type>();
        while (open.TryDequeue(out var type))
        {
            if (type.Assembly == Domain && found.Add(type))
            {
                Signatures(type).SelectMany(Parts).ToList().ForEach(open.Enqueue);
            }
        }

        return found;
    }

    private static IEnumerable<Type> Signatures(Type type) =>
        type.GetMethods()
            .SelectMany(method => method.GetParameters().Select(parameter => parameter.ParameterType).Append(method.ReturnType))
            .Concat(
                type.GetConstructors().SelectMany(constructor => constructor.GetParameters()).Select(parameter => parameter.ParameterType)
            )
            .Concat(type.GetFields().Select(field => field.FieldType))
            .Concat(type.GetInterfaces())
            .Concat(type.BaseType is { } inherited ? [inherited] : [])
            .Concat(type.DeclaringType is { } outer ? [outer] : []);

    private static IEnumerable<Type> Parts(Type type) =>
        type.HasElementType ? Parts(type.GetElementType()!)
        : type.IsGenericType ? type.GetGenericArguments().SelectMany(Parts).Append(type.GetGenericTypeDefinition())
        : [type];
}
