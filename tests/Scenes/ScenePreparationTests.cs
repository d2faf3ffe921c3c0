using Review.Domain.Scenes;
using Review.Tests.Support;

namespace Review.Tests.Scenes;

/// <summary>Preparing images: what ends it, who takes it up again, and how often.</summary>
public sealed class ScenePreparationTests(Desk desk) : IClassFixture<Desk>, IAsyncLifetime
{
    private static readonly double[] Plain = [10, 0.001, 0, 50, 0, -0.001];
    private readonly Images images = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => images.DisposeAsync();

    [Fact]
    public async Task A_cut_off_image_says_so_and_leaves_nothing_behind()
    {
        // Its middle is there, which tells the unit.
        var whole = await File.ReadAllBytesAsync(images.Tiff("whole.tif", 2_000, 2_000, (x, y) => x * y, Plain, options: ["TILED=YES"]), Cancellation);
        images.Bytes("cut.tif", whole[..(whole.Length / 10 * 9)]);
        var id = await Register("cut");

        await desk.Send(new PrepareScene(id));

        var image = await Image(id);
        (image.State, image.Message!.StartsWith("cut.tif cannot be read as an image: it is damaged or cut off", StringComparison.Ordinal)).ShouldBe((ImageState.Failed, true));
        Directory.GetFiles(desk.Folder, "*.draft", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Fact]
    public async Task Ten_who_register_and_prepare_a_scene_at_once_have_one()
    {
        images.Tiff("crowd.tif", 200, 100, (x, _) => x, Plain);

        var ids = await Task.WhenAll(Enumerable.Range(0, 10).Select(async _ =>
        {
            var id = await Register("crowd");
            await desk.Send(new PrepareScene(id));
            return id;
        }));

        ids.Distinct().ShouldHaveSingleItem();
        (await Image(ids[0])).State.ShouldBe(ImageState.Ready);
    }

    [Fact]
    public async Task An_image_that_nobody_prepares_is_taken_up_after_a_while()
    {
        var (id, _) = await Given();
        await desk.Send(new ResumeScenes());
        (await Jobs()).ShouldBe(0);

        await desk.Database.Execute($"update scene_image set registered_at = registered_at - interval '1 day' where scene = {id}");
        await desk.Send(new ResumeScenes());

        (await Jobs()).ShouldBe(1);

        Task<long> Jobs() => desk.Database.Ask<long>($"select count(*) from qrtz_job_details where job_group = 'PrepareScene' and job_name = '{id}'");
    }

    [Fact]
    public async Task An_image_over_which_three_processes_ended_is_left_alone_until_it_is_registered_again()
    {
        var (id, path) = await Given();
        await desk.Database.Execute($"update scene_image set attempts = 3 where scene = {id}");

        await desk.Send(new PrepareScene(id));

        var image = await Image(id);
        (image.State, image.Message!.StartsWith("The process that prepared this image ended in the middle 3 times", StringComparison.Ordinal)).ShouldBe((ImageState.Failed, true));
        await Register(Path.GetFileNameWithoutExtension(path));
        await desk.Send(new PrepareScene(id));
        (await Image(id)).State.ShouldBe(ImageState.Ready);
    }

    [Fact]
    public async Task A_preparation_that_is_stopped_in_good_order_does_not_count()
    {
        var (id, _) = await Given(width: 4_000);
        using var stop = new CancellationTokenSource();
        var preparing = desk.SendUntil(new PrepareScene(id), stop.Token);
        while (await Attempts() == 0 && !preparing.IsCompleted)
        {
            await Task.Delay(1, Cancellation);
        }

        await stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => preparing);
        (await Attempts()).ShouldBe(0);

        Task<int> Attempts() => desk.Database.Ask<int>($"select attempts from scene_image where scene = {id}");
    }

    private async Task<(long Id, string Path)> Given(int width = 200)
    {
        var name = $"scene-{Guid.NewGuid():N}";
        images.Tiff($"{name}.tif", width, width, (x, _) => x, Plain);
        return (await Register(name), images.PathOf($"{name}.tif"));
    }

    private async Task<long> Register(string name) =>
        (await desk.Send(new RegisterScene(images.PathOf($"{name}.tif"), name, new DateTimeOffset(2023, 1, 1, 0, 0, 0, TimeSpan.Zero), null, null, false, "ada", Prepare: false))).Id;

    private async Task<SceneImage> Image(long scene) => (await desk.Send(new GetScene(scene))).Imagery.ShouldNotBeNull();
}
