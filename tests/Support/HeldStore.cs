using System.Net;
using System.Net.Sockets;

namespace Review.Tests.Support;

/// <summary>Stands before an <see cref="ObjectStore"/> and hands on so many bytes of its answers; the rest when it is released.</summary>
internal sealed class HeldStore : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource end = new();
    private readonly TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ObjectStore store;
    private readonly long after;
    private readonly Task accepting;
    private long handed;

    public HeldStore(ObjectStore store, long after)
    {
        (this.store, this.after) = (store, after);
        listener.Start();
        accepting = Accept();
    }

    /// <summary>What the application needs to read through it.</summary>
    public IReadOnlyDictionary<string, string?> Settings =>
        new Dictionary<string, string?>(store.Settings)
        {
            ["REVIEW_S3_ENDPOINT"] = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/",
        };

    public void Release() => released.TrySetResult();

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        listener.Dispose();
        await accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        end.Dispose();
    }

    private async Task Accept()
    {
        while (true)
        {
            _ = Serve(await listener.AcceptTcpClientAsync(end.Token)).ContinueWith(static _ => { }, TaskScheduler.Default);
        }
    }

    private async Task Serve(TcpClient client)
    {
        using var near = client;
        using var far = new TcpClient();
        await far.ConnectAsync(IPAddress.Loopback, store.Endpoint.Port, end.Token);
        await Task.WhenAny(near.GetStream().CopyToAsync(far.GetStream(), end.Token), HandOn(far.GetStream(), near.GetStream()));
    }

    private async Task HandOn(NetworkStream answers, NetworkStream client)
    {
        var buffer = new byte[1 << 14];
        while (await answers.ReadAsync(buffer, end.Token) is > 0 and var read)
        {
            if (Interlocked.Add(ref handed, read) > after)
            {
                await released.Task.WaitAsync(end.Token);
            }

            await client.WriteAsync(buffer.AsMemory(0, read), end.Token);
        }
    }
}
