using MediatR;
using Review.App.Shell;
using Review.Data;
using Review.Domain;
using Review.Domain.People;

namespace Review.App.Cli;

/// <summary>The database and the use cases, for one verb.</summary>
internal sealed class Session : IAsyncDisposable
{
    private readonly ServiceProvider services;

    private Session(IDatabase database, ServiceProvider services)
    {
        Database = database;
        this.services = services;
    }

    public IDatabase Database { get; }

    /// <summary>Who stands beside decisions that are made from the command line.</summary>
    public static string Operator => $"cli:{Environment.UserName}";

    public static IConfiguration Settings() =>
        new ConfigurationBuilder()
            .SetBasePath(AppContext.BaseDirectory)
            .AddJsonFile("appsettings.json", optional: true)
            .AddEnvironmentVariables()
            .Build();

    /// <summary>New files are private from here on; and started by root, the process becomes another user's where it can.</summary>
    /// <param name="reads">Files that it must be able to read as that user.</param>
    /// <param name="tell">Hears why it is root's still, if it is.</param>
    public static async Task GiveUpRoot(IConfiguration settings, string[] reads, Action<string> tell, CancellationToken cancellation)
    {
        DataServices.KeepFilesPrivate(settings);
        if (await DataServices.GiveUpRoot(settings, reads, cancellation) is { } why)
        {
            tell($"Slick Review runs as root, which a fault in it would have in its hands: {why}");
        }
    }

    public static Task<IDatabase> OpenDatabase(IConfiguration settings, CancellationToken cancellation) =>
        DataServices.OpenDatabase(settings, message => Console.Error.WriteLine(message), cancellation);

    /// <summary>Opens the database and brings its schema up to date.</summary>
    public static async Task<Session> Open(CancellationToken cancellation)
    {
        var settings = Settings();
        DataServices.KeepFilesPrivate(settings);
        var database = await OpenDatabase(settings, cancellation);
        await database.Migrate(cancellation);
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.AddConsole().SetMinimumLevel(LogLevel.Warning));
        services.AddSingleton(TimeProvider.System);
        services.AddReviewDomain();
        services.AddReviewData(database, settings);
        services.AddIdentityCore<Person>(WebHost.Passwords).AddPasswordValidator<PasswordStrength>();
        return new Session(database, services.BuildServiceProvider());
    }

    /// <summary>What has no state of its own, such as the formats that there are.</summary>
    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    public async Task<TResult> Send<TResult>(IRequest<TResult> request, CancellationToken cancellation)
    {
        await using var scope = services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<ISender>().Send(request, cancellation);
    }

    public async Task Send(IRequest request, CancellationToken cancellation)
    {
        await using var scope = services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<ISender>().Send(request, cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await Database.DisposeAsync();
    }
}
