using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using Quartz;
using Review.Domain.Detection;
using Review.Domain.Jobs;
using Review.Domain.Scenes;

namespace Review.Data.Jobs;

internal static class JobServices
{
    /// <summary>So many detections run in one process at once: each uses all cores and much memory.</summary>
    private const int DetectionsAtOnce = 1;

    /// <summary>One at a time has the line to the store for itself.</summary>
    private const int FetchesAtOnce = 1;

    /// <summary>Detections and fetches, and the shorter work beside them.</summary>
    private const int JobsAtOnce = DetectionsAtOnce + FetchesAtOnce + 1;

    // Another process takes over after both together; a busy machine must not look like a dead one.
    private static readonly TimeSpan BetweenSigns = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan PatienceBeyond = TimeSpan.FromSeconds(10);

    // How soon a process sees what another one queued.
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(2);

    /// <summary>Starting jobs; they are done where <see cref="AddJobExecution"/> is called too.</summary>
    public static void AddJobs(this IServiceCollection services, string connectionString)
    {
        var connection = new NpgsqlConnectionStringBuilder(connectionString) { ApplicationName = "Slick Review jobs", MaxPoolSize = 10 };
        services.AddSingleton<IJobs, QuartzJobs>();
        services.AddQuartz(quartz =>
        {
            quartz.ConfigureScheduler(scheduler =>
            {
                scheduler.InstanceName = "Slick Review";
                scheduler.GenerateInstanceId = true;
                scheduler.IdleWaitTime = BetweenLooks;
                scheduler.ShutdownJobInterruption = ShutdownJobInterruption.Always;
            });
            quartz.UseDefaultThreadPool(JobsAtOnce);
            quartz.UseExecutionLimits(limits =>
                limits.ForGroup(JobKind.Detect.ToString(), DetectionsAtOnce).ForGroup(JobKind.FetchScene.ToString(), FetchesAtOnce)
            );
            quartz.UsePersistentStore(store =>
            {
                store.UsePostgres(NpgsqlFactory.Instance, connection.ConnectionString);
                store.UseSystemTextJsonSerializer(_ => { });
                store.UseClustering(cluster =>
                {
                    cluster.CheckinInterval = BetweenSigns;
                    cluster.CheckinMisfireThreshold = PatienceBeyond;
                });
                store.ConfigureStore(options =>
                {
                    options.TablePrefix = "qrtz_";
                    options.StoreJobDataAsStrings = true;

                    // The trigger that recovers a job of a dead process has the time of its first start. When that was more than a minute
                    // ago it counts as missed, and would wait for a look at those that comes once a minute.
                    options.MisfireHandlerFrequency = BetweenLooks;
                    options.RecoverFiringsCancelledByShutdown = true;
                });
            });
        });
    }

    public static void AddJobExecution(this IServiceCollection services)
    {
        services.AddQuartzHostedService(host => host.WaitForJobsToComplete = true);
        services.AddHostedService<UnattendedWork>();
    }
}

/// <summary>Looks from time to time whether a run or an image waits without a job.</summary>
internal sealed class UnattendedWork(IServiceScopeFactory scopes, TimeProvider time, ILogger<UnattendedWork> log)
    : LastingService(time, log)
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(10);
    private readonly TimeProvider time = time;

    protected override string Name => "The look for work that waits";

    protected override async Task Work(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(Between, time);
        do
        {
            await using var scope = scopes.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<ISender>().Send(new ResumeRuns(), stopping);
            await scope.ServiceProvider.GetRequiredService<ISender>().Send(new ResumeScenes(), stopping);
        } while (await timer.WaitForNextTickAsync(stopping));
    }
}
