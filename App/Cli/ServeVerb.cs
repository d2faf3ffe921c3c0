using System.CommandLine;
using MediatR;
using Review.App.People;
using Review.App.Scenes;
using Review.App.Shell;
using Review.Data;
using Review.Domain;
using Review.Domain.Scenes;
using Review.Domain.Simulation;
using Review.Domain.Slicks;

namespace Review.App.Cli;

/// <summary><c>serve</c>: the web application, until Ctrl-C.</summary>
internal static class ServeVerb
{
    private const int SampleSlicks = 400;
    private const int SampleScenes = 3;

    public static Command Create()
    {
        var sample = new Option<bool>("--sample") { Description = "Load simulated slicks when the database is empty." };
        var noJobs = new Option<bool>("--no-jobs") { Description = "Leave background work to `worker` processes." };
        var verb = new Command("serve", "Serve the web application (the default).") { sample, noJobs };
        verb.SetAction((arguments, cancellation) => Serve(arguments.GetValue(sample), jobs: !arguments.GetValue(noJobs), cancellation));
        return verb;
    }

    private static async Task<int> Serve(bool sample, bool jobs, CancellationToken cancellation)
    {
        var settings = Session.Settings();
        await Session.GiveUpRoot(settings, [], Console.Error.WriteLine, cancellation);
        DataServices.FindKeyFile(settings);
        _ = SceneFolders.Objects(settings);
        _ = Proxies.Of(settings);
        await using var database = await Session.OpenDatabase(settings, cancellation);
        await database.Migrate(cancellation);
        await using var app = WebHost.Build(database, settings, jobs);
        var (made, password) = await FirstAdmin.Ensure(app.Services, settings["REVIEW_ADMIN_PASSWORD"], cancellation);
        var sampled = sample && await LoadSample(app.Services, cancellation);
        await WebHost.Start(app, cancellation);
        Announce(app, made, password);
        var scenes = sampled ? MakeScenes(app, SceneFolders.Of(settings)[0]) : Task.CompletedTask;
        await app.WaitForShutdownAsync(cancellation);
        await scenes;
        return 0;
    }

    /// <returns>Whether the database has the sample now: it was empty, or an earlier start had begun to load it.</returns>
    private static async Task<bool> LoadSample(IServiceProvider services, CancellationToken cancellation)
    {
        await using var scope = services.CreateAsyncScope();
        var sender = scope.ServiceProvider.GetRequiredService<ISender>();
        var (name, _, _) = new SimulatedSea(SimulateSlicks.UsualSeed).NextScene(slicks: 0);
        if ((await sender.Send(new GetSummary(new SlickFilter()), cancellation)).Total > 0)
        {
            return await sender.Send(new FindScene(name), cancellation) is not null;
        }

        await sender.Send(new SimulateSlicks(SampleSlicks, SimulateSlicks.UsualSeed, Session.Operator, null), cancellation);
        return true;
    }

    /// <summary>
    /// Images take their time, so they come while the page is up already. What a stop or a crash leaves undone is done by the next start.
    /// </summary>
    private static async Task MakeScenes(WebApplication app, string folder)
    {
        var stopping = app.Lifetime.ApplicationStopping;
        await using var scope = app.Services.CreateAsyncScope();
        var sender = scope.ServiceProvider.GetRequiredService<ISender>();
        try
        {
            if (await sender.Send(new CountSimulatedScenes(SampleScenes, SimulateSlicks.UsualSeed), stopping) == SampleScenes)
            {
                return;
            }

            Console.WriteLine($"  {SampleScenes} simulated radar scenes are being made; they appear on the map by themselves.");
            await sender.Send(new SimulateScenes(SampleScenes, SimulateSlicks.UsualSeed, folder, Session.Operator, null), stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            Console.WriteLine("  The simulated scenes were not all made; the next start goes on with them.");
        }
        catch (Exception failed)
            when (failed is RuleBrokenException or StartException or IOException or UnauthorizedAccessException
                || DatabaseTrouble.Of(failed) is not null
            )
        {
            // Such as no GDAL, or a full disk: the rest of the application does without the sample.
            Console.WriteLine($"  The simulated scenes were not all made: {failed.Message} The next start tries again.");
        }
    }

    private static void Announce(WebApplication app, bool made, string? password)
    {
        var address = app.Urls.First();
        Console.WriteLine($"Slick Review is at {address}");
        if (!made)
        {
            return;
        }

        Console.WriteLine($"  user      {FirstAdmin.Name}");
        Console.WriteLine(
            "  password  "
                + $"{password ?? "as REVIEW_ADMIN_PASSWORD says"}{(password is null ? "" : "   (shown this once; change it with ./review user password admin)")}"
        );
        Console.WriteLine(
            $"  sign in   {address}/signin/once?token={app.Services.GetRequiredService<OneTimeSignIn>().Issue(FirstAdmin.Name)}   "
                + "(works once, from this machine)"
        );
    }
}
