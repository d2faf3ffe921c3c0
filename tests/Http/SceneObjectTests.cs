using System.Text.Json;
using Review.Domain.People;
using Review.Domain.Scenes;
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

        answer.Code.ShouldBe(202, answer.Text);
        answer.Json.GetProperty("state").GetString().ShouldBe("fetching");
        var scene = await Arrived(answer);
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
        await Arrived(await Register("s3://scenes/open/again.tif"));
        var first = Fetched("again.tif").ShouldHaveSingleItem();
        var before = File.ReadAllBytes(first);
        File.SetLastWriteTimeUtc(first, new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));

        await Arrived(await Register("s3://scenes/open/again.tif"));
        File.GetLastWriteTimeUtc(Fetched("again.tif").ShouldHaveSingleItem()).Year.ShouldBe(2020);

        await app.Store.Put("open/again.tif", images.Tiff("again.tif", 30, 10, (_, _) => 1, Plain), Cancellation);
        await Arrived(await Register("s3://scenes/open/again.tif"));
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

        await Arrived(answer);
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
    public async Task What_is_no_image_is_said_on_the_scene_and_can_be_asked_for_again()
    {
        images.Bytes("mended.tif", "this is no image"u8.ToArray());
        await app.Store.Put("open/mended.tif", images.PathOf("mended.tif"), Cancellation);
        var answer = await Register("s3://scenes/open/mended.tif");
        answer.Code.ShouldBe(202, answer.Text);

        var failed = await Fetched(answer);

        failed.GetProperty("imagery").ValueKind.ShouldBe(JsonValueKind.Null);
        failed.GetProperty("fetch").GetProperty("state").GetString().ShouldBe("failed");
        failed.GetProperty("fetch").GetProperty("message").GetString()!.ShouldStartWith("mended.tif cannot be read as an image");
        File.Delete(images.PathOf("mended.tif"));
        await app.Store.Put("open/mended.tif", images.Tiff("mended.tif", 20, 10, (_, _) => 1, Plain), Cancellation);
        (await Arrived(await Register("s3://scenes/open/mended.tif"))).GetProperty("id").GetInt64().ShouldBe(answer.Id("id"));
    }

    [Fact]
    public async Task An_object_whose_name_does_not_tell_its_time_is_not_fetched_without_one()
    {
        await app.Store.Put("open/when.tif", images.Tiff("when.tif", 20, 10, (_, _) => 1, Plain), Cancellation);

        var answer = await app.As(Role.Lead).Post("/api/scenes", new { path = "s3://scenes/open/when.tif" });

        (answer.Code, answer.Errors.Single()).ShouldBe((400, "acquired"));
        Fetched("when.tif").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_store_that_does_not_answer_is_said_on_the_scene()
    {
        await using var gone = new App.WithoutStore(server);
        await gone.InitializeAsync();
        var answer = await gone.As(Role.Lead)
            .Post("/api/scenes", new { path = "s3://scenes/open/sea.tif", acquired = "2023-01-01T00:00:00Z" });
        answer.Code.ShouldBe(202, answer.Text);

        await gone.Send(new FetchScene(answer.Id("id"), 1));

        var fetch = (await gone.Viewer.Get($"/api/scenes/{answer.Id("id")}")).Json.GetProperty("fetch");
        (fetch.GetProperty("state").GetString(), fetch.GetProperty("totalBytes").ValueKind).ShouldBe(("failed", JsonValueKind.Null));
        fetch.GetProperty("message").GetString()!.ShouldStartWith("s3://scenes/open/sea.tif cannot be fetched: ");
    }

    /// <returns>The scene, when the jobs are done and its image is ready.</returns>
    private async Task<JsonElement> Arrived(Answer answer)
    {
        var fetched = await Fetched(answer);
        fetched.GetProperty("fetch").ValueKind.ShouldBe(JsonValueKind.Null, fetched.ToString());
        await app.Send(new PrepareScene(answer.Id("id")));
        var scene = await Scene(answer);
        scene.GetProperty("imagery").GetProperty("state").GetString().ShouldBe("ready", scene.ToString());
        return scene;
    }

    /// <returns>The scene, when the job that fetches is done: this application does none, as one beside workers.</returns>
    private async Task<JsonElement> Fetched(Answer answer)
    {
        answer.Code.ShouldBe(202, answer.Text);
        (await Scene(answer)).GetProperty("fetch").GetProperty("state").GetString().ShouldBe("fetching");
        var scene = answer.Id("id");
        await app.Send(new FetchScene(scene, await app.Desk.Database.Ask<int>($"select revision from scene_fetch where scene = {scene}")));
        return await Scene(answer);
    }

    private async Task<JsonElement> Scene(Answer answer) => (await app.Viewer.Get($"/api/scenes/{answer.Id("id")}")).Json;

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
