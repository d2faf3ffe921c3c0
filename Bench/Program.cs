using System.CommandLine;
using Review.App.Cli;
using Review.Bench.Cli;

return await CommandLine.Run(new RootCommand("Slick Review: how fast and how well it does.") { BenchVerbs.Create() }, args);
