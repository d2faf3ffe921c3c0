using System.Diagnostics;
using Review.Tests.Support;

namespace Review.Tests.Processes;

/// <summary>Started by root, the application does not stay root's.</summary>
public sealed class RootTests(RunningApp.Alone app) : IClassFixture<RunningApp.Alone>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_web_process_is_another_users_and_cannot_become_root_again()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Needs root.");

        var status = await File.ReadAllLinesAsync($"/proc/{app.ProcessId}/status", Cancellation);

        status.Single(line => line.StartsWith("Uid:", StringComparison.Ordinal)).Split('\t')[1..].ShouldAllBe(uid => uid != "0");
        status.Single(line => line.StartsWith("Gid:", StringComparison.Ordinal)).Split('\t')[1..].ShouldAllBe(gid => gid != "0");
        status.Single(line => line.StartsWith("CapEff:", StringComparison.Ordinal)).ShouldEndWith("0000000000000000");
        status.Single(line => line.StartsWith("NoNewPrivs:", StringComparison.Ordinal)).ShouldEndWith("1");
    }

    [Fact]
    public async Task Verbs_that_root_runs_beside_it_work_and_what_they_write_is_read_by_it()
    {
        var made = await app.Review("simulate", "--scenes", "1");
        made.ShouldContain("found");
        using var http = await app.Client("viewer");

        var scenes = await http.GetStringAsync(new Uri("/api/scenes?imagery=true", UriKind.Relative), Cancellation);
        scenes.ShouldContain("\"ready\"");
        var id = System.Text.Json.JsonDocument.Parse(scenes).RootElement[0].GetProperty("id").GetInt64();
        (await http.GetByteArrayAsync(new Uri($"/api/scenes/{id}/preview.png", UriKind.Relative), Cancellation)).Length.ShouldBePositive();
        (await app.Review("check")).ShouldContain("The head of the chain is ");
    }

    [Fact]
    public async Task Nothing_in_the_data_folder_is_open_to_others()
    {
        using var find = Process.Start(
            new ProcessStartInfo(
                "find",
                [app.DataFolder, "-not", "-type", "l", "-perm", "/o+rw", "-o", "-not", "-type", "l", "-perm", "/g+w"]
            )
            {
                RedirectStandardOutput = true,
            }
        )!;
        var open = await find.StandardOutput.ReadToEndAsync(Cancellation);
        await find.WaitForExitAsync(Cancellation);

        open.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(new string[] { }, "review_analyst")]
    [InlineData(new[] { "--role", "owner" }, "review")]
    [InlineData(new[] { "--role", "reader" }, "review_reader")]
    [InlineData(new[] { "--role", "application" }, "review_application")]
    public async Task The_address_that_is_printed_is_an_analysts_unless_another_role_is_asked_for(string[] role, string user)
    {
        var uri = (await app.Review(["db", "url", .. role])).Trim();

        (await Tool.Run("psql", [uri, "-AtXc", "select current_user"])).Trim().ShouldBe(user);
    }
}
