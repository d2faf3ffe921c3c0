using Microsoft.Extensions.Configuration;
using Review.Data;
using Review.Data.Files;
using Review.Data.Postgres;
using Review.Tests.Support;

namespace Review.Tests.Files;

/// <summary>What lies in the data folder is its user's alone.</summary>
public sealed class DataFolderTests : IAsyncLifetime
{
    private const UnixFileMode Open = (UnixFileMode)0b111_101_101;
    private const UnixFileMode OthersRead =
        UnixFileMode.GroupRead | UnixFileMode.OtherRead | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;
    private readonly string folder = TemporaryFolder.Create();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync() => await TemporaryFolder.Remove(folder);

    [Theory]
    [InlineData("scenes/a.tif")]
    [InlineData("imagery/a.tif")]
    [InlineData("cache/tiles/7/1/2.png")]
    [InlineData("objects/bucket/a.SAFE/measurement/a.tiff")]
    [InlineData("log/dotnet.log")]
    public void What_an_earlier_version_left_open_is_closed(string file)
    {
        var path = Given(file);

        DataFolder.Close(folder);

        for (var at = path; at.Length > folder.Length; at = Path.GetDirectoryName(at)!)
        {
            (File.GetUnixFileMode(at) & ~(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute)).ShouldBe(
                UnixFileMode.None,
                at
            );
        }
    }

    [Fact]
    public void Nobody_else_lists_the_folder_itself()
    {
        File.SetUnixFileMode(folder, Open);

        DataFolder.Close(folder);

        (File.GetUnixFileMode(folder) & OthersRead).ShouldBe(UnixFileMode.None);
    }

    [Fact]
    public void What_a_link_leads_to_is_not_touched()
    {
        var outside = Given("elsewhere/image.tif");
        Directory.CreateDirectory(Path.Combine(folder, "scenes"));
        File.CreateSymbolicLink(Path.Combine(folder, "scenes", "image.tif"), outside);
        File.SetUnixFileMode(Path.Combine(folder, "scenes"), Open);

        DataFolder.Close(folder);

        File.GetUnixFileMode(outside).ShouldBe(Open);
    }

    [Fact]
    public async Task New_files_are_private()
    {
        DataServices.KeepFilesPrivate(new ConfigurationBuilder().AddInMemoryCollection([new("REVIEW_DATA", folder)]).Build());

        await File.WriteAllTextAsync(Path.Combine(folder, "new"), "", Cancellation);

        File.GetUnixFileMode(Path.Combine(folder, "new")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task A_stranger_on_the_machine_cannot_hold_up_the_start_by_a_lock()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Needs root, to be somebody else.");
        await using (await EmbeddedServer.Acquire(folder, Cancellation)) { }

        foreach (var locked in Directory.GetFiles(Path.Combine(folder, "postgres"), "*.lock"))
        {
            File.SetUnixFileMode(locked, (UnixFileMode)0b110_100_100);
        }

        DataFolder.Close(folder);

        foreach (var locked in Directory.GetFiles(Path.Combine(folder, "postgres"), "*.lock"))
        {
            (
                await Command.Run(
                    ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", "--", "flock", "--nonblock", locked, "true"],
                    Cancellation
                )
            ).Text.ShouldContain("Permission denied", Case.Insensitive, locked);
        }

        await using var again = await EmbeddedServer.Acquire(folder, Cancellation);
    }

    private string Given(string file)
    {
        var path = Path.Combine(folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "");
        for (var at = path; at.Length > folder.Length; at = Path.GetDirectoryName(at)!)
        {
            File.SetUnixFileMode(at, Open);
        }

        return path;
    }
}
