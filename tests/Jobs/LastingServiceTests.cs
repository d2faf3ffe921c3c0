using System.Diagnostics;
using System.Reflection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Review.Data;

namespace Review.Tests.Jobs;

/// <summary>Work beside the requests goes on whatever happens to it.</summary>
public sealed class LastingServiceTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_fails_is_begun_again_and_the_process_goes_on()
    {
        using var work = new Failing(failures: 3);
        await work.StartAsync(Cancellation);

        await work.Done.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        work.Begun.ShouldBe(4);
        await work.StopAsync(Cancellation);
        work.ExecuteTask!.IsCompletedSuccessfully.ShouldBeTrue();
    }

    [Fact]
    public async Task What_fails_for_ever_stops_when_it_is_asked_to()
    {
        using var work = new Failing(failures: int.MaxValue);
        await work.StartAsync(Cancellation);
        var clock = Stopwatch.StartNew();
        while (work.Begun == 0)
        {
            clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(30));
            await Task.Delay(10, Cancellation);
        }

        await work.StopAsync(Cancellation);

        work.ExecuteTask!.IsCompletedSuccessfully.ShouldBeTrue();
    }

    [Fact]
    public void All_work_beside_the_requests_is_of_this_kind()
    {
        Assembly[] own = [typeof(LastingService).Assembly, Assembly.Load("Review"), Assembly.Load("Review.Domain")];

        own.SelectMany(assembly => assembly.GetTypes())
            .Where(type => !type.IsAbstract && typeof(IHostedService).IsAssignableFrom(type))
            .ShouldAllBe(type => typeof(LastingService).IsAssignableFrom(type));
    }

    private sealed class Failing(int failures) : LastingService(TimeProvider.System, NullLogger.Instance)
    {
        public TaskCompletionSource Done { get; } = new();

        public int Begun { get; private set; }

        protected override string Name => "The work";

        protected override Task Work(CancellationToken stopping)
        {
            Begun++;
            if (Begun <= failures)
            {
                // EF Core throws these; and not every mistake has a name.
                throw new InvalidOperationException("An exception has been raised that is likely due to a transient failure.");
            }

            Done.SetResult();
            return Task.Delay(Timeout.Infinite, stopping);
        }
    }
}
