using System.CommandLine;
using Review.App.Cli;

namespace Review.Bench.Cli;

/// <summary><c>bench page</c>: how fast the page is there, and how it moves.</summary>
internal static class PageBenchVerb
{
    public static Command Create()
    {
        var slicks = new Option<int>("--slicks") { Description = "Simulated slicks on the map.", DefaultValueFactory = _ => 50_000 };
        var verb = new Command("page", "The page in Chromium: first visit, pans, heap, messages; with a server of its own.") { slicks };
        verb.SetAction(
            async (arguments, cancellation) =>
            {
                Console.WriteLine($"{Machine.Describe()}; load of the last minute before: {Machine.Load()}.");
                var verdict = new Verdict(Console.Out);
                await new PageBench(verdict, Console.Out).Run(Sources(), arguments.GetValue(slicks), cancellation);
                return await verdict.Say();
            }
        );
        return verb;
    }

    private static string Sources()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Review.csproj")))
            {
                return folder.FullName;
            }
        }

        throw new CommandException("The page is measured from a checkout of the sources: ./review bench page");
    }
}
