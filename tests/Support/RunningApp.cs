using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Review.Domain;

namespace Review.Tests.Support;

/// <summary>The published application as a process of its own, with a database of its own, on a free port of this machine.</summary>
public class RunningApp(TestServer server) : IAsyncLifetime
{
    public const string AdminPassword = "Correct-horse-7";

    /// <summary>With no database configured, so that it runs a private server under <see cref="DataFolder"/>.</summary>
    public sealed class Alone(TestServer server) : RunningApp(server)
    {
        protected override Task<string?> Database() => Task.FromResult<string?>(null);
    }

    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(60);
    private readonly string data = TemporaryFolder.Create();
    private readonly StringBuilder output = new();
    private Process? process;

    public static string Executable =>
        Path.Combine(Environment.GetEnvironmentVariable("REVIEW_APP") ?? Path.Combine(Repository.Root, "publish"), "Review");

    /// <summary>Null when it runs a server of its own.</summary>
    public string? ConnectionString { get; private set; }

    public string DataFolder => data;

    public Uri Address { get; private set; } = null!;

    public int ProcessId => process!.Id;

    /// <summary>What the application has printed so far.</summary>
    public string Output
    {
        get
        {
            lock (output)
            {
                return output.ToString();
            }
        }
    }

    public async ValueTask InitializeAsync()
    {
        ConnectionString = await Database();
        Address = new Uri($"http://127.0.0.1:{FreePort()}/");
        await Start();
    }

    /// <summary>Starts it, at first or after <see cref="Kill"/>, and waits until it is ready.</summary>
    public async Task Start()
    {
        process = Run("serve");
        using var http = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(5) };
        var deadline = Stopwatch.StartNew();
        while (!await IsReady(http))
        {
            if (process.HasExited || deadline.Elapsed > TimeSpan.FromSeconds(90))
            {
                throw new InvalidOperationException($"The application did not become ready:\n{Output}");
            }

            await Task.Delay(50);
        }
    }

    /// <summary>As <c>kill -9</c> does.</summary>
    public async Task Kill()
    {
        process!.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>Runs a verb of the command line against the same database.</summary>
    /// <returns>What it printed on standard output; it must end with status 0.</returns>
    public async Task<string> Review(params string[] arguments)
    {
        using var verb = Process.Start(Settings(arguments))!;
        var text = verb.StandardOutput.ReadToEndAsync();
        var errors = verb.StandardError.ReadToEndAsync();
        await verb.WaitForExitAsync();
        verb.ExitCode.ShouldBe(0, $"review {string.Join(' ', arguments)}: {await errors}{await text}");
        return await text;
    }

    /// <summary>Begins a verb of the command line, to stop it; what it prints goes nowhere.</summary>
    public Process Begin(params string[] arguments)
    {
        var verb = Process.Start(Settings(arguments))!;
        verb.BeginOutputReadLine();
        verb.BeginErrorReadLine();
        return verb;
    }

    /// <summary>Runs a verb of the command line that cannot be done.</summary>
    /// <returns>What it printed on standard error; it must end with status 1, as it does after a sentence.</returns>
    public async Task<string> Refused(params string[] arguments)
    {
        using var verb = Process.Start(Settings(arguments))!;
        var text = verb.StandardOutput.ReadToEndAsync();
        var errors = verb.StandardError.ReadToEndAsync();
        await verb.WaitForExitAsync();
        verb.ExitCode.ShouldBe(1, $"review {string.Join(' ', arguments)}: {await errors}{await text}");
        return await errors;
    }

    /// <summary>A client with an API key of this role.</summary>
    public async Task<HttpClient> Client(string role = "analyst")
    {
        var key = (await Review("apikey", "create", "--name", $"test {Guid.NewGuid():N}", "--role", role)).Trim();
        return new HttpClient { BaseAddress = Address, DefaultRequestHeaders = { Authorization = new("Bearer", key) } };
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (process is { HasExited: false })
        {
            await Stop();
        }

        process?.Dispose();
        if (ConnectionString is not null)
        {
            await server.DropDatabase(ConnectionString);
        }

        await TemporaryFolder.Remove(data);
    }

    /// <summary>As Ctrl-C does.</summary>
    public async Task Stop()
    {
        using var signal = Process.Start("kill", ["-INT", $"{process!.Id}"]);
        await signal.WaitForExitAsync();
        await process.WaitForExitAsync().WaitAsync(LongestStop);
    }

    protected virtual async Task<string?> Database() => await server.CreateDatabase(CancellationToken.None);

    private Process Run(string verb)
    {
        var started = Process.Start(Settings([verb]))!;
        started.OutputDataReceived += Keep;
        started.ErrorDataReceived += Keep;
        started.BeginOutputReadLine();
        started.BeginErrorReadLine();
        return started;
    }

    private ProcessStartInfo Settings(string[] arguments)
    {
        var settings = new ProcessStartInfo(Executable, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        settings.Environment.Remove("ConnectionStrings__Review");
        settings.Environment.Remove("ConnectionStrings__ReviewOwner");
        if (ConnectionString is not null)
        {
            settings.Environment["ConnectionStrings__Review"] = TestServer.As(ConnectionString, DatabaseRole.Application);
            settings.Environment["ConnectionStrings__ReviewOwner"] = ConnectionString;
        }

        settings.Environment["REVIEW_DATA"] = data;
        settings.Environment["REVIEW_URLS"] = Address.ToString();
        settings.Environment["REVIEW_ADMIN_PASSWORD"] = AdminPassword;
        return settings;
    }

    private static async Task<bool> IsReady(HttpClient http)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri("/readyz", UriKind.Relative));
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
        catch (TaskCanceledException)
        {
            return false;
        }
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        lock (output)
        {
            output.AppendLine(line.Data);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
