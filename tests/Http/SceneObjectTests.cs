using Review.Domain.People;
using Review.Tests.Support;

namespace Review.Tests.Http;

/// <summary>Scenes whose images lie in an object store.</summary>
public sealed class SceneObjectTests(SceneObjectTests.App app, TestServer server) : IClassFixture<SceneObjectTests.App>, IAsyncLifetime
{
    private static readonly double[] Plain = [10, 0.001, 0, 50, 0, -0.001];
    private readonly Images images = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => images.DisposeAsync();

    [Fact]
    public async Task An_object_is_fetched_and_is_the_image_of_a_scene()
    {
        await app.Store.Put("open/2023/sea.tif", images.Tiff("sea.tif", 200, 100, (column, _) => column, Plain), Cancellation);

        var answer = await Register("s3://scenes/open/2023/sea.tif");

        answer.Code.ShouldBe(201, answer.Text);
        var scene = (await app.Viewer.Get($"/api/scenes/{answer.Id("id")}")).Json;
        scene.GetProperty("name").GetString().ShouldBe("sea");
        scene.GetProperty("imagery").GetProperty("width").GetInt32().ShouldBe(200);
        var fetched = Fetched("sea.tif").ShouldHaveSingleItem();
        fetched.ShouldEndWith("/open/2023/sea.tif");
        File.ReadAllBytes(fetched).ShouldBe(File.ReadAllBytes(images.PathOf("sea.tif")));
        Directory.GetFiles(Path.GetDirectoryName(fetched)!).ShouldBe([fetched]);
    }

    [Fact]
    public async Task The_same_object_is_not_fetched_twice_and_another_version_comes_to_lie_beside_it()
    {
        await app.Store.Put("open/again.tif", images.Tiff("again.tif", 20, 10, (_, _) => 1, Plain), Cancellation);
        (await Register("s3://scenes/open/again.tif")).Code.ShouldBe(201);
        var first = Fetched("again.tif").ShouldHaveSingleItem();
        var before = File.ReadAllBytes(first);
        File.SetLastWriteTimeUtc(first, new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));

        (await Register("s3://scenes/open/again.tif")).Code.ShouldBe(201);
        File.GetLastWriteTimeUtc(Fetched("again.tif").ShouldHaveSingleItem()).Year.ShouldBe(2020);

        await app.Store.Put("open/again.tif", images.Tiff("again.tif", 30, 10, (_, _) => 1, Plain), Cancellation);
        (await Register("s3://scenes/open/again.tif")).Code.ShouldBe(201);
        File.ReadAllBytes(first).ShouldBe(before);
        File.ReadAllBytes(Fetched("again.tif").Except([first]).ShouldHaveSingleItem())
            .ShouldBe(File.ReadAllBytes(images.PathOf("again.tif")));
    }

    [Fact]
    public async Task A_product_is_fetched_with_everything_below_it()
    {
        const string product = "S1A_IW_GRDH_1SDV_20221002T205126_20221002T205156_045268_056950_0664.SAFE";
        await app.Store.Put($"open/{product}", Fixtures.Require($"scenes/{product}"), Cancellation);

        var answer = await Register($"s3://scenes/open/{product}/");

        answer.Code.ShouldBe(201, answer.Text);
        answer.Json.GetProperty("name").GetString().ShouldBe(Path.GetFileNameWithoutExtension(product));
        var fetched = Directory
            .GetDirectories(Path.Combine(app.Desk.Folder, "objects"), product, SearchOption.AllDirectories)
            .ShouldHaveSingleItem();
        Directory
            .GetFiles(fetched, "*", SearchOption.AllDirectories)
            .Length.ShouldBe(Directory.GetFiles(Fixtures.Require($"scenes/{product}"), "*", SearchOption.AllDirectories).Length);
    }

    [Theory]
    [InlineData("s3://scenes/open/nothing.tif", "There is no object s3://scenes/open/nothing.tif.")]
    [InlineData("s3://scenes/open/nothing.SAFE", "There is nothing below s3://scenes/open/nothing.SAFE/.")]
    [InlineData("s3://elsewhere/sea.tif", "There is no object s3://elsewhere/sea.tif.")]
    [InlineData("s3://elsewhere/sea.SAFE", "There is no bucket elsewhere.")]
    [InlineData("s3://scenes", "s3://scenes names no object: write s3://BUCKET/KEY.")]
    [InlineData("s3://scenes/open/../closed/sea.tif", "s3://scenes/open/../closed/sea.tif names no object: write s3://BUCKET/KEY.")]
    [InlineData(
        "s3://scenes/closed/sea.tif",
        "s3://scenes/closed/sea.tif is in no bucket that images are registered from. Ask the operator to add s3://scenes to "
            + "REVIEW_SCENE_OBJECTS."
    )]
    [InlineData(
        "s3://scenes/opened/sea.tif",
        "s3://scenes/opened/sea.tif is in no bucket that images are registered from. Ask the operator to add s3://scenes to "
            + "REVIEW_SCENE_OBJECTS."
    )]
    public async Task What_cannot_be_had_is_said_in_a_sentence(string path, string sentence)
    {
        var answer = await Register(path);

        (answer.Code, answer.Errors.Single(), answer.Detail).ShouldBe((400, "path", sentence));
    }

    [Fact]
    public async Task A_store_that_does_not_answer_is_said_in_a_sentence()
    {
        await using var gone = new App.WithoutStore(server);
        await gone.InitializeAsync();

        var answer = await gone.As(Role.Lead).Post("/api/scenes", new { path = "s3://scenes/open/sea.tif" });

        answer.Code.ShouldBe(400);
        answer.Detail.ShouldStartWith("s3://scenes/open/sea.tif cannot be fetched: ");
    }

    private string[] Fetched(string name) =>
        Directory.GetFiles(Path.Combine(app.Desk.Folder, "objects"), name, SearchOption.AllDirectories);

    private Task<Answer> Register(string path) => app.As(Role.Lead).Post("/api/scenes", new { path, acquired = "2023-01-01T00:00:00Z" });

    /// <summary>The application beside an object store of which it may read a part.</summary>
    public class App(TestServer server) : WebApp(server)
    {
        private ObjectStore store = null!;

        internal ObjectStore Store => store;

        protected override IReadOnlyDictionary<string, string?> Settings =>
            new Dictionary<string, string?>(store.Settings) { ["REVIEW_SCENE_OBJECTS"] = "s3://scenes/open s3://elsewhere" };

        public override async ValueTask InitializeAsync()
        {
            store = await ObjectStore.Start(CancellationToken.None);
            await StoreStarted(store);
            await base.InitializeAsync();
        }

        public override async ValueTask DisposeAsync()
        {
            await base.DisposeAsync();
            await store.DisposeAsync();
            GC.SuppressFinalize(this);
        }

        internal virtual Task StoreStarted(ObjectStore started) => Task.CompletedTask;

        /// <summary>The store is stopped again before the application asks it.</summary>
        public sealed class WithoutStore(TestServer server) : App(server)
        {
            internal override Task StoreStarted(ObjectStore started) => started.Stop();
        }
    }
}
