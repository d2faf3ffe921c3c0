using System.CommandLine;
using Review.Domain.Features;
using Review.Domain.Slicks;

namespace Review.App.Cli;

/// <summary><c>export OUT</c>: active slicks, or those of a past time, as GeoJSON.</summary>
internal static class ExportVerb
{
    public static Command Create()
    {
        var output = new Argument<FileInfo>("OUT") { Description = "The file to write." };
        var format = new Option<string?>("--format") { Description = "geojson" };
        var verb = new Command("export", "Write slicks to a file.") { output, format };
        foreach (var member in FilterText.Members)
        {
            verb.Add(Option(member));
        }

        verb.SetAction(
            (arguments, cancellation) =>
                Export(arguments.GetRequiredValue(output), arguments.GetValue(format), Filter(arguments), cancellation)
        );
        return verb;
    }

    /// <exception cref="Domain.RuleBrokenException">A value is not of its kind.</exception>
    internal static SlickFilter Filter(ParseResult arguments) =>
        FilterText.Read(name =>
            FilterText.Members.Single(member => member.Name == name).IsFlag
                ? arguments.GetValue<bool?>(Name(name)) switch
                {
                    null => null,
                    true => "true",
                    false => "false",
                }
                : arguments.GetValue<string?>(Name(name))
        );

    private static Option Option(FilterMember member) =>
        member.IsFlag
            ? new Option<bool?>(Name(member.Name)) { Description = member.Meaning }
            : new Option<string?>(Name(member.Name)) { Description = member.Meaning };

    private static string Name(string member) => $"--{member}";

    // Written beside its place and moved there when it is whole: a broken export leaves the file of before.
    private static async Task<int> Export(FileInfo output, string? format, SlickFilter filter, CancellationToken cancellation)
    {
        if (output.Directory is not { Exists: true })
        {
            throw new CommandException($"There is no folder {output.DirectoryName}.");
        }

        // Before the session, from which on new files are private: this one is for whom its author means it.
        var partial = output.FullName + ".partial";
        long count;
        try
        {
            await using (var stream = File.Create(partial))
            await using (var session = await Session.Open(cancellation))
            {
                count = await session.Send(new ExportSlicks(filter, session.Get<FeatureFormats>().Find(format), stream), cancellation);
            }

            File.Move(partial, output.FullName, overwrite: true);
        }
        finally
        {
            File.Delete(partial);
        }

        await Console.Error.WriteLineAsync($"{count:N0} slicks written to {output}.");
        return 0;
    }
}
