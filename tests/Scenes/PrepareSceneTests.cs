using Review.Domain.Scenes;
using Review.Tests.Support;

namespace Review.Tests.Scenes;

/// <summary>Preparing an image while another one is registered over it.</summary>
public sealed class PrepareSceneTests : IAsyncLifetime
{
    private readonly Images images = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => images.DisposeAsync();

    [Theory]
    [InlineData("good.tif")]
    [InlineData("gone.tif")]
    public async Task An_image_registered_meanwhile_is_prepared_next(string first)
    {
        double[] plain = [10, 0.001, 0, 50, 0, -0.001];
        var table = new Table(
            Image(images.Tiff("good.tif", 20, 20, (x, _) => x, plain)) with
            {
                Source = images.PathOf(first),
            },
            Image(images.Tiff("other.tif", 30, 30, (x, _) => x, plain)) with
            {
                Revision = 2,
            }
        );

        await new PrepareSceneHandler(table, images.Files()).Handle(new PrepareScene(1), TestContext.Current.CancellationToken);

        table.Ready.ShouldBe(images.PathOf("other.tif"));
    }

    private SceneImage Image(string path)
    {
        using var pixels = images.Files().Open(path);
        return SceneImage.Of("scene", path, null, null, pixels);
    }

    /// <summary>The second image comes while the first one is prepared.</summary>
    private sealed class Table(SceneImage first, SceneImage second) : ISceneImages
    {
        private SceneImage current = first;

        public string? Ready { get; private set; }

        public Task<SceneImage?> Find(long scene, CancellationToken cancellation)
        {
            var found = current;
            current = second;
            return Task.FromResult<SceneImage?>(found);
        }

        public Task<int> Begin(SceneImage image, CancellationToken cancellation) => Task.FromResult(1);

        public Task HandBack(SceneImage image, CancellationToken cancellation) => Task.CompletedTask;

        public Task<bool> MarkReady(SceneImage image, string file, IReadOnlyList<BandStatistics> statistics, CancellationToken cancellation)
        {
            Ready = image.Revision == second.Revision ? file : Ready;
            return Task.FromResult(image.Revision == second.Revision);
        }

        public Task<bool> MarkFailed(SceneImage image, string why, CancellationToken cancellation) =>
            Task.FromResult(image.Revision == second.Revision);

        public Task<long> Register(
            string name,
            DateTimeOffset acquired,
            bool simulated,
            SceneImage image,
            string by,
            CancellationToken cancellation
        ) => throw new NotSupportedException();

        public Task<IReadOnlyList<long>> Unprepared(TimeSpan since, CancellationToken cancellation) => throw new NotSupportedException();

        public Task<IReadOnlyList<SceneRow>> List(SceneFilter filter, CancellationToken cancellation) => throw new NotSupportedException();
    }
}
