using System.CommandLine;
using Review.App.Shell;
using Review.Domain.Slicks;

namespace Review.App.Cli;

/// <summary><c>export OUT</c>: active slicks, or those of a past time, as GeoJSON.</summary>
internal static class ExportVerb
{
    public static Command Create()
    {
        var output = new Argument<FileInfo>("OUT") { Description = "The file to write." };
        var validated = new Option<bool>("--validated") { Description = "Only what people validated." };
        var format = new Option<string>("--format") { Description = "geojson", DefaultValueFactory = _ => "geojson" };
        format.AcceptOnlyFromAmong("geojson");
        var bbox = new Option<string?>("--bbox") { Description = "west,south,east,north in degrees." };
        var asof = new Option<string?>("--asof") { Description = "The ledger as it stood at this time (2026-01-31T12:00:00Z)." };
        var verb = new Command("export", "Write slicks to a file.") { output, validated, format, bbox, asof };
        verb.SetAction((arguments, cancellation) => Export(
            arguments.GetRequiredValue(output),
            new SlickFilter(
                Bbox: arguments.GetValue(bbox) is { } box ? QueryValues.Box(box) : null,
                Validated: arguments.GetValue(validated) ? true : null,
                AsOf: arguments.GetValue(asof) is { } time ? QueryValues.FromDay("--asof", time) : null),
            cancellation));
        return verb;
    }

    // Written beside its place and moved there when it is whole: a broken export leaves the file of before.
    private static async Task<int> Export(FileInfo output, SlickFilter filter, CancellationToken cancellation)
    {
        if (output.Directory is not { Exists: true })
        {
            throw new CommandException($"There is no folder {output.DirectoryName}.");
        }

        // Before the session, from which on new files are private: this one is for whom its author means it.
        var partial = output.FullName + ".partial";
        long count;
        await using (var stream = File.Create(partial))
        await using (var session = await Session.Open(cancellation))
        {
            count = await session.Send(new SearchSlicks(filter, null, null, null, stream), cancellation);
        }

        File.Move(partial, output.FullName, overwrite: true);
        await Console.Error.WriteLineAsync($"{count:N0} slicks written to {output}.");
        return 0;
    }
}
