using System.Text;
using System.Text.RegularExpressions;
using Review.Tests.Support;

namespace Review.Tests.Ledger;

/// <summary>
/// The schema as all migrations together make it stands in Data/Db/Schema to be read: a file for each function, view and type, and one for
/// each table with its constraints, indexes and triggers. With <c>REVIEW_WRITE_SCHEMA=1</c> this test writes the files anew.
/// </summary>
public sealed partial class SchemaTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    // Of its server; another one writes the same schema in other words.
    private const int Major = 15;

    private static readonly string Folder = Path.Combine(Repository.Root, "Data", "Db", "Schema");

    [Fact]
    public async Task The_schema_that_can_be_read_is_the_one_that_the_migrations_make()
    {
        Assert.SkipUnless(
            await database.Ask<int>("select current_setting('server_version_num')::int / 10000") == Major,
            $"Written by PostgreSQL {Major}."
        );
        var made = Files(
            await Tool.Run(
                "pg_dump",
                ["--schema-only", "--no-owner", "--no-privileges", "--exclude-table=qrtz_*", "--schema=public", database.Uri]
            )
        );
        if (Environment.GetEnvironmentVariable("REVIEW_WRITE_SCHEMA") == "1")
        {
            Write(made);
        }

        var written = Directory
            .EnumerateFiles(Folder, "*.sql", SearchOption.AllDirectories)
            .ToDictionary(file => Path.GetRelativePath(Folder, file), File.ReadAllText);
        written.Keys.ShouldBe(made.Keys, ignoreOrder: true);
        foreach (var (file, text) in made)
        {
            written[file].ShouldBe(text, file);
        }
    }

    private static void Write(SortedDictionary<string, string> files)
    {
        if (Directory.Exists(Folder))
        {
            Directory.Delete(Folder, recursive: true);
        }

        foreach (var (file, text) in files)
        {
            var path = Path.Combine(Folder, file);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
        }
    }

    private static SortedDictionary<string, string> Files(string printed)
    {
        // What is said to psql, with a word that is another one each time, and the last line are no part of the schema.
        var dump = string.Join(
            '\n',
            printed.Split('\n').Where(line => !line.StartsWith('\\') && line != "-- PostgreSQL database dump complete")
        );
        var files = new SortedDictionary<string, StringBuilder>(StringComparer.Ordinal);
        var sections = Header().Matches(dump);
        for (var at = 0; at < sections.Count; at++)
        {
            var (name, kind) = (sections[at].Groups["name"].Value, sections[at].Groups["kind"].Value);
            var begin = sections[at].Index + sections[at].Length;
            var text = dump[begin..(at + 1 < sections.Count ? sections[at + 1].Index : dump.Length)].Trim('\n', '-', ' ');
            if (FileOf(kind, name, text) is { } file)
            {
                (files.TryGetValue(file, out var found) ? found.Append("\n\n") : files[file] = new StringBuilder()).Append(
                    text.Replace("public.", "", StringComparison.Ordinal)
                );
            }
        }

        return new SortedDictionary<string, string>(
            files.ToDictionary(pair => pair.Key, pair => $"{pair.Value}\n"),
            StringComparer.Ordinal
        );
    }

    private static string? FileOf(string kind, string name, string text) =>
        kind switch
        {
            "FUNCTION" or "AGGREGATE" => $"functions/{name.Split('(')[0]}.sql",
            "VIEW" => $"views/{name}.sql",
            "TYPE" or "DOMAIN" => $"types/{name}.sql",
            "TABLE" => $"tables/{name}.sql",
            "DEFAULT" or "CONSTRAINT" or "FK CONSTRAINT" or "TRIGGER" => $"tables/{name.Split(' ')[0]}.sql",
            "INDEX" => $"tables/{IndexedTable().Match(text).Groups[1].Value}.sql",
            "SEQUENCE" or "SEQUENCE OWNED BY" => "sequences.sql",
            _ => null,
        };

    [GeneratedRegex(
        @"^--\n-- Name: (?<name>.+?); Type: (?<kind>[A-Z ]+); Schema: [^\n]*\n--\n",
        RegexOptions.Multiline | RegexOptions.CultureInvariant
    )]
    private static partial Regex Header();

    [GeneratedRegex(@" ON (?:ONLY )?public\.(\w+)", RegexOptions.CultureInvariant)]
    private static partial Regex IndexedTable();
}
