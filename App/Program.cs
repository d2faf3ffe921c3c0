using Review.App.Cli;

return await CommandLine.Run(args);
