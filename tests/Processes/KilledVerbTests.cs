using System.Diagnostics;
using Review.Tests.Support;

namespace Review.Tests.Processes;

/// <summary>Long verbs that are killed: nothing of the import is left, the simulation goes on, and every invariant holds.</summary>
public sealed class KilledVerbTests(RunningApp app) : IClassFixture<RunningApp>, IAsyncLifetime
{
    private const int Slicks = 6_000;
    private const int Detections = 20_000;
    private readonly string folder = TemporaryFolder.Create();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync() => await TemporaryFolder.Remove(folder);

    [Theory]
    [InlineData("KILL", 77)]
    [InlineData("INT", 78)]
    public async Task A_simulation_that_is_stopped_goes_on_with_the_same_command(string signal, int seed)
    {
        string[] command = ["simulate", "--slicks", $"{Slicks}", "--seed", $"{seed}"];
        var scenes = $@"SIMULATED%\_{seed:X8}\_%";

        await Stop(signal, command, async () => await Count(scenes) >= Slicks / 4);

        var half = await Count(scenes);
        half.ShouldBeInRange(Slicks / 4, Slicks - 1);
        (await app.Review("check")).ShouldContain("invariants hold");
        await app.Review(command);
        (await Count(scenes)).ShouldBe(Slicks);
        (
            await Ask<long>(
                $"""
                select count(distinct run.content_hash) - count(*)
                from run join scene on scene.id = run.scene
                where scene.name like '{scenes}'
                """
            )
        ).ShouldBe(0);
        (await app.Review("check")).ShouldContain("invariants hold");
    }

    [Theory]
    [InlineData("KILL")]
    [InlineData("INT")]
    public async Task An_import_that_is_stopped_leaves_nothing_and_is_whole_the_next_time(string signal)
    {
        var scene = $"killed by {signal}";
        var file = await GivenFile();
        string[] command = ["import", file, "--scene", scene];

        // What it has written is nobody else's to see before its end, but ids are gone from the sequence from the first row on.
        var before = await Ask<long>("select last_value from slick_id_seq");
        await Stop(signal, command, async () => await Ask<long>("select last_value from slick_id_seq") > before);

        await Settled();
        (await Ask<long>($"select count(*) from scene where name = '{scene}'")).ShouldBe(0);
        (await Count(scene)).ShouldBe(0);
        await app.Review(command);
        (await Count(scene)).ShouldBe(Detections);
        (await app.Refused(command)).ShouldStartWith($"The same outlines are in the scene {scene} already: run ");
        (await app.Review("check")).ShouldContain("invariants hold");
    }

    private async Task Stop(string signal, string[] command, Func<Task<bool>> itIsTime)
    {
        using var verb = app.Begin(command);
        while (!await itIsTime())
        {
            verb.HasExited.ShouldBeFalse("it was done before it was stopped");
        }

        using var kill = Process.Start("kill", [$"-{signal}", $"{verb.Id}"]);
        await kill.WaitForExitAsync(Cancellation);
        await verb.WaitForExitAsync(Cancellation);
        verb.ExitCode.ShouldBe(signal == "KILL" ? 128 + 9 : 130);
    }

    /// <summary>Waits until the server has noticed that a killed client is gone.</summary>
    private async Task Settled()
    {
        while (
            await Ask<long>(
                "select count(*) from pg_stat_activity where datname = current_database() and query like 'copy slick%' and state <> 'idle'"
            ) > 0
        )
        {
            await Task.Delay(20, Cancellation);
        }
    }

    private async Task<string> GivenFile()
    {
        var features = Enumerable
            .Range(0, Detections)
            .Select(n => (X: n % 100 * 0.03, Y: n / 100 * 0.03))
            .Select(at =>
                FormattableString.Invariant(
                    $$$"""
                    {"type":"Feature","properties":{"inf_idx":1},"geometry":{"type":"Polygon","coordinates":
                    [[[{{{at.X:0.00}}},{{{at.Y:0.00}}}],[{{{at.X + 0.02:0.00}}},{{{at.Y:0.00}}}],[{{{at.X:0.00}}},{{{at.Y
                        + 0.02:0.00}}}]]]}}
                    """
                )
            );
        var path = Path.Combine(folder, "many.geojson");
        await File.WriteAllTextAsync(path, $$"""{"type":"FeatureCollection","features":[{{string.Join(',', features)}}]}""", Cancellation);
        return path;
    }

    private Task<long> Count(string scene) =>
        Ask<long>($"select count(*) from slick s join scene on scene.id = s.scene where scene.name like '{scene}'");

    private async Task<T> Ask<T>(string question)
    {
        await using var connection = new Npgsql.NpgsqlConnection(app.ConnectionString);
        await connection.OpenAsync(Cancellation);
        await using var command = new Npgsql.NpgsqlCommand(question, connection);
        return (T)(await command.ExecuteScalarAsync(Cancellation))!;
    }
}
