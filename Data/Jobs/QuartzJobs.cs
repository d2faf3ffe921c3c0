using MediatR;
using Quartz;
using Review.Domain;
using Review.Domain.Jobs;

namespace Review.Data.Jobs;

/// <summary>Jobs in Quartz's PostgreSQL store: one job for a kind and a subject, there from its start to its end.</summary>
internal sealed class QuartzJobs(ISchedulerFactory schedulers) : IJobs
{
    public async Task Start(JobKind kind, long subject, CancellationToken cancellation)
    {
        var scheduler = await schedulers.GetScheduler(cancellation);
        var job = JobBuilder
            .Create<Job>()
            .WithIdentity(KeyOf(kind, subject))
            .UsingJobData(Job.Kind, kind.ToString())
            .UsingJobData(Job.Subject, subject.ToString(System.Globalization.CultureInfo.InvariantCulture))
            .RequestRecovery()
            .Build();
        var now = TriggerBuilder.Create().WithIdentity(job.Key.Name, job.Key.Group).WithExecutionGroup(kind.ToString()).StartNow().Build();
        try
        {
            await scheduler.ScheduleJob(job, now, cancellationToken: cancellation);
        }
        catch (ObjectAlreadyExistsException)
        {
            // The same work waits or runs.
        }
    }

    private static JobKey KeyOf(JobKind kind, long subject) =>
        new(subject.ToString(System.Globalization.CultureInfo.InvariantCulture), kind.ToString());
}

/// <summary>Every job: sends the request that its kind stands for, in a scope of its own.</summary>
[DisallowConcurrentExecution]
internal sealed class Job(ISender sender) : IJob
{
    public const string Kind = "kind";
    public const string Subject = "subject";

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var data = context.MergedJobDataMap;
        var kind = Enum.Parse<JobKind>((string)data[Kind]!);
        var subject = long.Parse((string)data[Subject]!, System.Globalization.CultureInfo.InvariantCulture);
        await sender.Send((object)JobRequest.Of(kind, subject), cancellationToken);
    }
}
