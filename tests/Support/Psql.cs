using System.Diagnostics;

namespace Review.Tests.Support;

/// <summary>The client with which analysts write their own SQL.</summary>
internal static class Psql
{
    /// <summary>Runs a script, each statement in a transaction of its own, or all in one.</summary>
    /// <returns>What the queries print, unaligned.</returns>
    /// <exception cref="InvalidOperationException">A statement failed; the message is psql's.</exception>
    public static async Task<string> Run(TestDatabase database, string script, bool inOneTransaction = false)
    {
        string[] arguments =
        [
            database.Uri,
            "--no-psqlrc",
            "--quiet",
            "--no-align",
            "--tuples-only",
            "--set=ON_ERROR_STOP=1",
            "--file=-",
            .. inOneTransaction ? ["--single-transaction"] : (string[])[],
        ];
        return await Tool.Run("psql", arguments, script);
    }
}

/// <summary>Programs beside the application.</summary>
internal static class Tool
{
    /// <summary>Runs a program; skips the test, visibly, where it is not installed.</summary>
    /// <returns>What it prints.</returns>
    /// <exception cref="InvalidOperationException">It failed; the message is what it complained about.</exception>
    public static async Task<string> Run(string program, string[] arguments, string input = "")
    {
        var cancellation = TestContext.Current.CancellationToken;
        Assert.SkipUnless(
            (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, program))),
            $"There is no {program} on this machine."
        );
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments)
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        var printed = process.StandardOutput.ReadToEndAsync(cancellation);
        var complained = process.StandardError.ReadToEndAsync(cancellation);
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync(cancellation);
        return process.ExitCode == 0 ? await printed : throw new InvalidOperationException(await complained);
    }
}
