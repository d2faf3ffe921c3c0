using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Review.Domain;

namespace Review.Data;

/// <summary>
/// Work beside the requests that goes on for as long as its process: whatever fails in it is said, and begun again after a pause that
/// grows. Only cancellation ends it, and nothing in it ends the process.
/// </summary>
internal abstract partial class LastingService(TimeProvider time, ILogger log) : BackgroundService
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(15);

    /// <summary>What the log calls it: "The exchange of news".</summary>
    protected abstract string Name { get; }

    /// <summary>Works until it is stopped, or has nothing more to do. When it fails it is called again.</summary>
    protected abstract Task Work(CancellationToken stopping);

    protected sealed override Task ExecuteAsync(CancellationToken stoppingToken) => Last(Work, stoppingToken);

    /// <summary>A part of the work that fails, and goes on, by itself.</summary>
    protected async Task Last(Func<CancellationToken, Task> work, CancellationToken stopping)
    {
        // Nothing of it in the start of the host, which waits for the first await.
        await Task.Yield();
        for (var pause = FirstPause; !stopping.IsCancellationRequested; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            var began = time.GetTimestamp();
            try
            {
                await work(stopping);
                return;
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failed)
            {
                // Whatever it is: the process has other work, and this will be needed again.
                Say(failed);
            }

            if (time.GetElapsedTime(began) > LongestPause)
            {
                pause = FirstPause;
            }

            await Task.Delay(pause, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Say(Exception failed)
    {
        if (failed is StartException || DatabaseTrouble.Of(failed) is not null)
        {
            LogHeldUp(log, Name, failed.Message.Shortened(), failed);
        }
        else
        {
            LogFailed(log, Name, failed);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Name} is held up: {Reason}")]
    private static partial void LogHeldUp(ILogger log, string name, string reason, Exception failed);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Name} failed, and is begun again")]
    private static partial void LogFailed(ILogger log, string name, Exception failed);
}
