using MediatR;
using Quartz;
using Review.Domain;
using Review.Domain.Jobs;

namespace Review.Data.Jobs;

/// <summary>Jobs in Quartz's PostgreSQL store: one job for the same work, there from its start to its end.</summary>
internal sealed class QuartzJobs(ISchedulerFactory schedulers) : IJobs
{
    public async Task Start(JobWork work, CancellationToken cancellation)
    {
        var scheduler = await schedulers.GetScheduler(cancellation);
        var job = JobBuilder
            .Create<Job>()
            .WithIdentity(new JobKey(work.Identity, work.Kind.ToString()))
            .UsingJobData(Job.Kind, work.Kind.ToString())
            .UsingJobData(Job.Numbers, work.ToJson())
            .RequestRecovery()
            .Build();
        var now = TriggerBuilder
            .Create()
            .WithIdentity(job.Key.Name, job.Key.Group)
            .WithExecutionGroup(work.Kind.ToString())
            .StartNow()
            .Build();
        try
        {
            await scheduler.ScheduleJob(job, now, cancellationToken: cancellation);
        }
        catch (ObjectAlreadyExistsException)
        {
            // The same work waits or runs.
        }
    }
}

/// <summary>Every job: sends the request that its kind stands for, in a scope of its own.</summary>
[DisallowConcurrentExecution]
internal sealed class Job(ISender sender) : IJob
{
    public const string Kind = "kind";
    public const string Numbers = "numbers";

    // What jobs carried before they could carry several numbers; one may wait in the database while the program is replaced.
    private const string Subject = "subject";

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var data = context.MergedJobDataMap;
        var kind = Enum.Parse<JobKind>((string)data[Kind]!);
        var work = data.TryGetValue(Numbers, out var numbers)
            ? JobWork.Parse(kind, (string)numbers!)
            : Before(kind, (string)data[Subject]!);
        await sender.Send((object)JobRequest.Of(work), cancellationToken);
    }

    private static JobWork Before(JobKind kind, string subject) =>
        new(kind, (kind == JobKind.Detect ? "run" : "scene", long.Parse(subject, System.Globalization.CultureInfo.InvariantCulture)));
}
