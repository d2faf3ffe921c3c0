using MediatR;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Review.Data;
using Review.Domain;
using Review.Domain.Decisions;
using Review.Domain.Detection;
using Review.Domain.Scenes;
using Review.Domain.Slicks;
using Review.TestWorker;

namespace Review.Tests.Support;

/// <summary>
/// The use cases over a database of their own, and slicks to try them on: <c>class … (Desk desk) : IClassFixture&lt;Desk&gt;</c>.
/// </summary>
public sealed class Desk(TestServer server) : IAsyncLifetime
{
    /// <summary>Who decides when a test does not say.</summary>
    public const string Reviewer = "ada";

    /// <summary>Beside which <see cref="GivenSlick"/> puts slicks when a test does not say.</summary>
    public const string Scene = "S1A_IW_GRDH_1SDV_20200729T034859_20200729T034924_033664_03E6D3_93EF";

    private readonly TestDatabase database = new(server);
    private ServiceProvider services = null!;
    private int given;

    public TestDatabase Database => database;

    /// <summary>What runs find here.</summary>
    internal FakeWork Work { get; } = new();

    /// <summary>May do what the owner of the database may not, such as silencing triggers.</summary>
    public NpgsqlDataSource Superuser { get; private set; } = null!;

    /// <summary>Where copies of images go.</summary>
    public string Folder { get; } = TemporaryFolder.Create();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await database.InitializeAsync();
        Superuser = NpgsqlDataSource.Create(server.AsSuperuser(database.ConnectionString));
        var collection = new ServiceCollection();
        collection.AddLogging();
        collection.AddSingleton(TimeProvider.System);
        collection.AddReviewDomain();
        collection.AddReviewData(
            await Open(database),
            new ConfigurationBuilder().AddInMemoryCollection([new("REVIEW_DATA", Folder)]).Build()
        );
        collection.AddSingleton<IRunWork>(Work);
        services = collection.BuildServiceProvider();
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await Superuser.DisposeAsync();
        await database.DisposeAsync();
        await TemporaryFolder.Remove(Folder);
    }

    /// <summary>A database as the application has it.</summary>
    internal static Task<IDatabase> Open(TestDatabase database) =>
        DataServices.OpenDatabase(
            new ConfigurationBuilder()
                .AddInMemoryCollection([
                    new("ConnectionStrings:Review", database.ConnectionStringOf(DatabaseRole.Application)),
                    new("ConnectionStrings:ReviewOwner", database.ConnectionString),
                ])
                .Build(),
            _ => { },
            Cancellation
        );

    /// <summary>Sends a request in a scope of its own, as every HTTP request does.</summary>
    public async Task<T> Send<T>(IRequest<T> request)
    {
        await using var scope = services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<ISender>().Send(request, Cancellation);
    }

    public Task Send(IRequest request) => SendUntil(request, Cancellation);

    /// <param name="stopped">Cancelled as a process cancels its work when it is asked to stop.</param>
    public async Task SendUntil(IRequest request, CancellationToken stopped)
    {
        await using var scope = services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<ISender>().Send(request, stopped);
    }

    /// <inheritdoc cref="SendUntil(IRequest, CancellationToken)"/>
    public async Task<T> SendUntil<T>(IRequest<T> request, CancellationToken stopped)
    {
        await using var scope = services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<ISender>().Send(request, stopped);
    }

    /// <summary>A service of the application, to look at it from beside.</summary>
    public T Service<T>()
        where T : notnull => services.GetRequiredService<T>();

    /// <summary>Imports one pending slick.</summary>
    public async Task<long> GivenSlick(
        string outline,
        int @class = SlickClass.InfrastructureId,
        double confidence = 0.9,
        string scene = Scene
    ) => (await GivenImport(scene, new Detection(Wkt.Read(outline), @class, confidence)))[0];

    /// <summary>Imports pending slicks, each a square of its own with sides of 0.01°.</summary>
    public Task<long[]> GivenSlicks(int count, int @class = SlickClass.InfrastructureId, string scene = Scene) =>
        GivenImport(scene, [.. Enumerable.Range(0, count).Select(_ => new Detection(Wkt.Read(NextSquare()), @class, 0.9))]);

    public async Task<long[]> GivenImport(string scene, params Detection[] detections) =>
        (await Send(new ImportDetections(scene, null, "test", Simulated: false, detections, new Authorship(Reviewer), Again: true))).Slicks;

    /// <summary>WKT of a square where no other slick of <see cref="GivenSlicks"/> is.</summary>
    public string NextSquare()
    {
        var n = Interlocked.Increment(ref given);
        return Square(30 + (n % 100 * 0.02), 40 + (n / 100 * 0.02));
    }

    public static string Square(double x, double y, double side = 0.01) =>
        FormattableString.Invariant($"POLYGON (({x} {y}, {x + side} {y}, {x + side} {y + side}, {x} {y + side}, {x} {y}))");

    public static Authorship By(string reviewer = Reviewer, string? key = null, byte[]? hash = null) => new(reviewer, key, hash);

    public Task<DecisionResult> Validate(params long[] slicks) => Send(new ValidateSlicks(slicks, 0.8, null, null, By()));

    public Task<DecisionResult> Reclassify(long slick, int @class) => Send(new ReclassifySlicks([slick], @class, null, null, By()));

    public Task<DecisionResult> Reject(params long[] slicks) =>
        Send(new RejectSlicks(slicks, SlickClass.LookalikeId, null, "low wind", By()));

    public Task<DecisionResult> Annotate(long slick, string notes) => Send(new AnnotateSlicks([slick], notes, By()));

    public Task<DecisionResult> Merge(params long[] slicks) => Send(new MergeSlicks(slicks, null, null, null, false, null, By()));

    public Task<DecisionResult> Split(long slick, string line) =>
        Send(new SplitSlick([slick], Wkt.Line(line), null, false, null, null, null, By()));

    public Task<DecisionResult> Reshape(long slick, string outline) => Send(new ReshapeSlick([slick], Wkt.Read(outline), null, By()));

    public Task<DecisionResult> Cut(long slick, string polygon) => Send(new CutSlick([slick], Wkt.Read(polygon), null, By()));

    public async Task<DecisionResult> Add(string outline, int @class = SlickClass.NaturalId, string scene = Scene) =>
        await Send(
            new AddSlick(Wkt.Read(outline), @class, 0.7, "missed by the model", scene, await Send(new FindScene(scene)), null, By())
        );

    public Task<DecisionResult> Undo(long decision, bool together = false, params long[] slicks) =>
        Send(new UndoDecision(decision, slicks.Length == 0 ? null : slicks, together, By()));

    public Task<SlickDetails> Get(long slick) => Send(new GetSlick(slick));

    public Task<string> Outline(long slick) => database.Ask<string>($"select st_astext(geometry) from slick where id = {slick}");

    /// <summary>Ids of those that are active among some, or among all.</summary>
    public Task<long[]> Active(params long[] among) =>
        database.Ask<long[]>(
            $"select coalesce(array_agg(id order by id), '{{}}') from slick where active "
                + $"{(among.Length == 0 ? "" : $"and id in ({string.Join(',', among)})")}"
        );

    /// <summary>The ledger's own checks that fail.</summary>
    public async Task<IEnumerable<string>> Broken() =>
        (await Send(new CheckLedger())).Where(check => check.Broken > 0).Select(check => check.Name);

    /// <returns>The sentence with which the database refuses a statement.</returns>
    public async Task<string> Refusal(string statement) =>
        (await Should.ThrowAsync<PostgresException>(() => database.Execute(statement))).MessageText;
}
