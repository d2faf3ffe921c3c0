using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
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

    /// <summary>Detections, and the shorter work beside them.</summary>
    private const int JobsAtOnce = DetectionsAtOnce + 1;

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
            quartz.UseExecutionLimits(limits => limits.ForGroup(JobKind.Detect.ToString(), DetectionsAtOnce));
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
internal sealed partial class UnattendedWork(IServiceScopeFactory scopes, TimeProvider time, ILogger<UnattendedWork> log) : BackgroundService
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Between, time);
        do
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                await scope.ServiceProvider.GetRequiredService<ISender>().Send(new ResumeRuns(), stoppingToken);
                await scope.ServiceProvider.GetRequiredService<ISender>().Send(new ResumeScenes(), stoppingToken);
            }
            catch (Exception failed) when (failed is NpgsqlException or SchedulerException)
            {
                LogFailed(log, failed.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Whether work waits cannot be seen at the moment: {Reason}")]
    private static partial void LogFailed(ILogger log, string reason);
}
