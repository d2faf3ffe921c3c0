using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Review.Domain;
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
        var whole = await File.ReadAllBytesAsync(
            images.Tiff("whole.tif", 2_000, 2_000, (x, y) => x * y, Plain, options: ["TILED=YES"]),
            Cancellation
        );
        images.Bytes("cut.tif", whole[..(whole.Length / 10 * 9)]);
        var id = await Register("cut", PixelUnit.Sigma0);

        await desk.Send(new PrepareScene(id));

        var image = await Image(id);
        (
            image.State,
            image.Message!.StartsWith("cut.tif cannot be read as an image: it is damaged or cut off", StringComparison.Ordinal)
        ).ShouldBe((ImageState.Failed, true));
        Directory.GetFiles(desk.Folder, "*.draft", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_cut_off_image_whose_pixels_must_tell_the_unit_is_refused_at_once()
    {
        var whole = await File.ReadAllBytesAsync(
            images.Tiff("whole.tif", 2_000, 2_000, (x, y) => x * y, Plain, options: ["TILED=YES"]),
            Cancellation
        );
        images.Bytes("cut.tif", whole[..(whole.Length / 10 * 9)]);

        (await Should.ThrowAsync<RuleBrokenException>(() => Register("cut"))).Message.ShouldStartWith(
            "cut.tif cannot be read as an image: it is damaged or cut off"
        );
    }

    [Fact]
    public async Task Ten_who_register_and_prepare_a_scene_at_once_have_one()
    {
        images.Tiff("crowd.tif", 200, 100, (x, _) => x, Plain);

        var ids = await Task.WhenAll(
            Enumerable
                .Range(0, 10)
                .Select(async _ =>
                {
                    var id = await Register("crowd");
                    await desk.Send(new PrepareScene(id));
                    return id;
                })
        );

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

        Task<long> Jobs() =>
            desk.Database.Ask<long>($"select count(*) from qrtz_job_details where job_group = 'PrepareScene' and job_name = '{id}'");
    }

    [Fact]
    public async Task An_image_over_which_three_processes_ended_is_left_alone_until_it_is_registered_again()
    {
        var (id, path) = await Given();
        await desk.Database.Execute($"update scene_image set attempts = 3 where scene = {id}");

        await desk.Send(new PrepareScene(id));

        var image = await Image(id);
        (
            image.State,
            image.Message!.StartsWith("Preparing this image was begun 3 times and never came to an end", StringComparison.Ordinal)
        ).ShouldBe((ImageState.Failed, true));
        await Register(Path.GetFileNameWithoutExtension(path));
        await desk.Send(new PrepareScene(id));
        (await Image(id)).State.ShouldBe(ImageState.Ready);
    }

    [Fact]
    public async Task A_preparation_that_is_stopped_in_good_order_does_not_count()
    {
        var (id, _) = await Given();
        using var stop = new CancellationTokenSource();

        await Should.ThrowAsync<OperationCanceledException>(() =>
            Prepare(id, images => images, files => new Files(files, stop.Cancel), stop.Token)
        );

        (await Attempts(id)).ShouldBe(0);
    }

    [Fact]
    public async Task A_preparation_during_which_the_database_is_away_for_a_moment_does_not_count()
    {
        var (id, _) = await Given();

        await Should.ThrowAsync<NpgsqlException>(() => Prepare(id, images => new Away(images, times: 2), files => files, Cancellation));

        (await Attempts(id)).ShouldBe(0);
        (await Image(id)).State.ShouldBe(ImageState.Preparing);
    }

    [Fact]
    public async Task A_preparation_that_a_mistake_ends_counts()
    {
        var (id, _) = await Given();

        await Should.ThrowAsync<InvalidOperationException>(() =>
            Prepare(id, images => images, files => new Files(files, () => throw new InvalidOperationException()), Cancellation)
        );

        (await Attempts(id)).ShouldBe(1);
    }

    private async Task Prepare(
        long scene,
        Func<ISceneImages, ISceneImages> table,
        Func<IRasterFiles, IRasterFiles> files,
        CancellationToken stopped
    )
    {
        await using var scope = desk.Service<IServiceScopeFactory>().CreateAsyncScope();
        var handler = new PrepareSceneHandler(
            table(scope.ServiceProvider.GetRequiredService<ISceneImages>()),
            files(desk.Service<IRasterFiles>())
        );
        await handler.Handle(new PrepareScene(scene), stopped);
    }

    private Task<int> Attempts(long scene) => desk.Database.Ask<int>($"select attempts from scene_image where scene = {scene}");

    private async Task<(long Id, string Path)> Given()
    {
        var name = $"scene-{Guid.NewGuid():N}";
        images.Tiff($"{name}.tif", 200, 200, (x, _) => x, Plain);
        return (await Register(name), images.PathOf($"{name}.tif"));
    }

    private async Task<long> Register(string name, PixelUnit? unit = null) =>
        (
            await desk.Send(
                new RegisterScene(
                    images.PathOf($"{name}.tif"),
                    name,
                    new DateTimeOffset(2023, 1, 1, 0, 0, 0, TimeSpan.Zero),
                    null,
                    unit,
                    false,
                    "ada",
                    Prepare: false
                )
            )
        ).Id;

    private async Task<SceneImage> Image(long scene) => (await desk.Send(new GetScene(scene))).Imagery.ShouldNotBeNull();

    /// <summary>The files themselves; something happens when one is opened.</summary>
    private sealed class Files(IRasterFiles files, Action opened) : IRasterFiles
    {
        public IScenePixels Open(string path, GeoBox? bounds = null, PixelUnit? unit = null)
        {
            opened();
            return files.Open(path, bounds, unit);
        }

        public void Copy(string path, GeoBox? bounds, PixelUnit? unit, string destination, CancellationToken cancellation) =>
            files.Copy(path, bounds, unit, destination, cancellation);

        public IScenePixels OpenPrepared(SceneImage image) => files.OpenPrepared(image);

        public string NewCopy(long scene) => files.NewCopy(scene);

        public void Discard(string file) => files.Discard(file);

        public int Sweep(string folder) => files.Sweep(folder);

        public IRasterWriter Create(string path, RasterLayout layout) => files.Create(path, layout);
    }

    /// <summary>The table itself; it does not answer when the image is ready, nor so many times after.</summary>
    private sealed class Away(ISceneImages images, int times) : ISceneImages
    {
        private int asked;

        public Task<long> Register(
            string name,
            DateTimeOffset acquired,
            bool simulated,
            SceneImage image,
            string by,
            CancellationToken cancellation
        ) => images.Register(name, acquired, simulated, image, by, cancellation);

        public Task<SceneImage?> Find(long scene, CancellationToken cancellation) => images.Find(scene, cancellation);

        public Task<int> Begin(SceneImage image, CancellationToken cancellation) => images.Begin(image, cancellation);

        public Task HandBack(SceneImage image, CancellationToken cancellation) =>
            asked++ < times
                ? throw new NpgsqlException("Exception while reading from stream", new IOException("reset"))
                : images.HandBack(image, cancellation);

        public Task<bool> MarkReady(
            SceneImage image,
            string file,
            IReadOnlyList<BandStatistics> statistics,
            CancellationToken cancellation
        ) => throw new NpgsqlException("Exception while reading from stream", new IOException("reset"));

        public Task<bool> MarkFailed(SceneImage image, string why, CancellationToken cancellation) =>
            images.MarkFailed(image, why, cancellation);

        public Task<IReadOnlyList<long>> Unprepared(TimeSpan since, CancellationToken cancellation) =>
            images.Unprepared(since, cancellation);

        public Task<IReadOnlyList<SceneRow>> List(SceneFilter filter, CancellationToken cancellation) => images.List(filter, cancellation);
    }
}
