using Microsoft.Extensions.DependencyInjection;
using Review.Domain.Scenes;
using Review.Tests.Support;

namespace Review.Tests.Scenes;

/// <summary>Objects that are to become images: who takes a fetch up again, how often, and what ends it.</summary>
public sealed class SceneFetchTests(Desk desk) : IClassFixture<Desk>, IAsyncLifetime
{
    private static readonly double[] Plain = [10, 0.001, 0, 50, 0, -0.001];
    private static readonly DateTimeOffset Acquired = new(2023, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly Images images = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => images.DisposeAsync();

    [Fact]
    public async Task A_fetch_of_which_nothing_is_heard_is_taken_up_after_a_while()
    {
        var fetch = await Given("silent");
        await desk.Send(new ResumeScenes());
        (await Jobs()).ShouldBe(0);

        await desk.Database.Execute($"update scene_fetch set requested_at = requested_at - interval '1 hour' where scene = {fetch.Scene}");
        await desk.Send(new ResumeScenes());

        (await Jobs()).ShouldBe(1);

        Task<long> Jobs() =>
            desk.Database.Ask<long>(
                $"select count(*) from qrtz_job_details where job_group = 'FetchScene' and job_name = '{fetch.Scene}.{fetch.Revision}'"
            );
    }

    [Fact]
    public async Task A_fetch_over_which_three_processes_ended_is_left_alone_until_it_is_asked_for_again()
    {
        var fetch = await Given("given up");
        await desk.Database.Execute($"update scene_fetch set attempts = 3 where scene = {fetch.Scene}");

        await desk.Send(new FetchScene(fetch.Scene, fetch.Revision));

        var said = (await desk.Send(new GetScene(fetch.Scene))).Fetch.ShouldNotBeNull();
        (said.State, said.Message!.StartsWith("Fetching s3://scenes/given up.tif was begun 3 times", StringComparison.Ordinal)).ShouldBe(
            (FetchState.Failed, true)
        );
        var again = await Given("given up");
        (again.Scene, again.Revision).ShouldBe((fetch.Scene, fetch.Revision + 1));
        (await desk.Send(new GetScene(fetch.Scene))).Fetch!.State.ShouldBe(FetchState.Fetching);
    }

    [Fact]
    public async Task The_job_of_an_earlier_request_does_nothing()
    {
        var first = await Given("twice");
        var second = await Given("twice");

        await desk.Send(new FetchScene(first.Scene, first.Revision));

        (await desk.Database.Ask<int>($"select attempts from scene_fetch where scene = {second.Scene}")).ShouldBe(0);
    }

    [Fact]
    public async Task A_file_that_is_registered_meanwhile_is_the_image_and_nothing_is_fetched_any_more()
    {
        var fetch = await Given("overtaken");

        await desk.Send(
            new RegisterScene(
                images.Tiff("over.tif", 20, 20, (x, _) => x, Plain),
                "overtaken",
                null,
                null,
                null,
                false,
                "ada",
                Prepare: false
            )
        );
        await desk.Send(new FetchScene(fetch.Scene, fetch.Revision));

        var scene = await desk.Send(new GetScene(fetch.Scene));
        (scene.Fetch, scene.Imagery!.Source).ShouldBe((null, images.PathOf("over.tif")));
    }

    [Fact]
    public async Task A_scene_whose_image_is_fetched_is_among_the_scenes()
    {
        var fetch = await Given("on its way");

        (await desk.Send(new ListScenes(new SceneFilter(Name: "on its way")))).ShouldHaveSingleItem().Id.ShouldBe(fetch.Scene);
    }

    private async Task<SceneFetch> Given(string name)
    {
        await using var scope = desk.Service<IServiceScopeFactory>().CreateAsyncScope();
        return await scope
            .ServiceProvider.GetRequiredService<ISceneFetches>()
            .Queue(name, Acquired, new SceneFetch(0, 0, null, $"s3://scenes/{name}.tif", null, null, null, "ada", 0, 1_000), Cancellation);
    }
}
