using System.CommandLine;
using Review.App.Shell;
using Review.Data;
using Review.Domain;
using Review.Domain.People;

namespace Review.App.Cli;

/// <summary><c>worker</c>: background work only, until Ctrl-C; any number of them beside any number of <c>serve</c>.</summary>
internal static class WorkerVerb
{
    public static Command Create()
    {
        var verb = new Command("worker", "Do background work only: runs, and the preparation of scenes.");
        verb.SetAction((_, cancellation) => Work(cancellation));
        return verb;
    }

    private static async Task<int> Work(CancellationToken cancellation)
    {
        var settings = Session.Settings();
        await Session.GiveUpRoot(settings, [], Console.Error.WriteLine, cancellation);
        await using var database = await Session.OpenDatabase(settings, cancellation);
        await database.Migrate(cancellation);
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddConfiguration(settings);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = WebHost.LongestShutdown);
        builder.Services.AddReviewDomain();
        builder.Services.AddReviewData(database, settings);
        builder.Services.AddIdentityCore<Person>(WebHost.Passwords).AddPasswordValidator<PasswordStrength>();
        builder.Services.AddReviewWorker();
        QuietLogs.Quieten(builder.Services);
        using var host = builder.Build();
        await host.StartAsync(cancellation);
        Console.WriteLine(
            "Slick Review does background work here. Ctrl-C stops it; what it has begun goes on elsewhere, or at the next start."
        );
        await host.WaitForShutdownAsync(cancellation);
        return 0;
    }
}
