using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using Review.Data.Checks;
using Review.Data.Db;
using Review.Data.Files;
using Review.Data.Inference;
using Review.Data.Jobs;
using Review.Data.Ledger;
using Review.Data.Notices;
using Review.Data.Objects;
using Review.Data.Postgres;
using Review.Data.Rasters;
using Review.Data.Scenes;
using Review.Data.Slicks;
using Review.Data.Slicks.Index;
using Review.Data.Statistics;
using Review.Domain;
using Review.Domain.Decisions;
using Review.Domain.Detection;
using Review.Domain.Features;
using Review.Domain.People;
using Review.Domain.Scenes;
using Review.Domain.Slicks;
using Review.Domain.Statistics;

namespace Review.Data;

/// <summary>What the host needs of this project.</summary>
public static class DataServices
{
    private const int UsualPoolSize = 40;

    /// <summary>
    /// Opens the configured database (<c>ConnectionStrings:Review</c>), or starts the private server under <c>REVIEW_DATA</c>.
    /// </summary>
    /// <param name="tell">Hears what a person should know, such as a first start, which takes seconds.</param>
    /// <exception cref="StartException">There is no database to be had; the message says what to do.</exception>
    public static async Task<IDatabase> OpenDatabase(IConfiguration settings, Action<string> tell, CancellationToken cancellation) =>
        await Database.Open(settings, tell, cancellation);

    /// <summary>So many connections this process uses at once, beside those of its jobs and of its news.</summary>
    public static int PoolSize(IDatabase database)
    {
        var given = new NpgsqlConnectionStringBuilder(database.ConnectionString);

        // Not ContainsKey: it says yes to every keyword that exists.
        return given.ShouldSerialize("Maximum Pool Size") ? given.MaxPoolSize : UsualPoolSize;
    }

    /// <summary>Before anything is written: new files are private, and what lies open in the data folder is closed.</summary>
    public static void KeepFilesPrivate(IConfiguration settings)
    {
        DataFolder.KeepNewFilesPrivate();
        DataFolder.Close(DataFolder.Of(settings));
    }

    /// <summary>Started by root, the process goes on as another user where it can: then this does not return.</summary>
    /// <param name="reads">Files that it must be able to read as that user.</param>
    /// <returns>Why it is root's still; null when it is not.</returns>
    public static Task<string?> GiveUpRoot(IConfiguration settings, IReadOnlyList<string> reads, CancellationToken cancellation) =>
        RootRights.GiveUp(settings, reads, cancellation);

    /// <summary>
    /// Sees to it that the key file is there and can be read, so that a fault of it is said at the start and not to the first who signs in.
    /// </summary>
    /// <exception cref="StartException">It is not; the message says what to do.</exception>
    public static void FindKeyFile(IConfiguration settings) => _ = KeyFile.Derive(settings, "");

    /// <param name="settings"><c>REVIEW_DATA</c> is where copies of images and pictures of them are kept.</param>
    public static IServiceCollection AddReviewData(this IServiceCollection services, IDatabase database, IConfiguration settings)
    {
        services.AddSingleton(database);
        services.AddContext(database);
        services.AddScoped<ILedger, Ledger.Ledger>();
        services.AddScoped<IImports, Imports>();
        services.AddScoped<SlickQueries>();
        services.AddScoped<ISlickQueries>(provider => provider.GetRequiredService<SlickQueries>());
        services.AddScoped<IFeatureQueries>(provider => provider.GetRequiredService<SlickQueries>());
        services.AddScoped<IStatisticsQueries, StatisticsQueries>();
        services.AddSlickIndex();
        services.AddSingleton<IRuns, Runs.Runs>();
        services.AddScoped<ISceneImages, SceneImages>();
        services.AddScoped<ISceneFetches, SceneFetches>();
        services.AddSingleton<ISceneFiles, SceneFiles>();
        services.AddSingleton<ISceneObjects>(_ => new S3Objects(settings, Path.Combine(DataFolder.Of(settings), "objects")));
        services.AddSingleton<IPlainTiles, PlainTiles>();
        services.AddSingleton<PixelPool>();
        services.AddSingleton(provider => new TileCache(provider.GetRequiredService<RasterFolders>().Tiles));
        services.AddSingleton<IScenePictures, ScenePictures>();
        services.AddDetection(settings);
        services.AddSingleton<ILedgerCheck, LedgerCheck>();
        services.AddSingleton<IReadiness, Readiness>();
        services.AddSingleton<IVersions, Versions>();
        services.AddSingleton<Seals>();
        services.AddSingleton<ISeals>(provider => provider.GetRequiredService<Seals>());
        services.AddHostedService<Sealer>();
        services.AddNotices(database.ConnectionString);
        if (database is Database { Server: { } server })
        {
            services.AddHostedService(provider => new ServerKeeper(
                server,
                provider.GetRequiredService<NpgsqlDataSource>(),
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILogger<ServerKeeper>>()
            ));
        }

        services.AddJobs(database.ConnectionString);
        services.AddKeys(settings);
        new IdentityBuilder(typeof(Person), services).AddEntityFrameworkStores<ReviewDb>();
        return services;
    }

    private static void AddContext(this IServiceCollection services, IDatabase database)
    {
        services.AddSingleton(_ => Source(database));
        services.AddDbContextPool<ReviewDb>(
            (provider, options) =>
                options
                    .UseNpgsql(provider.GetRequiredService<NpgsqlDataSource>(), npgsql => npgsql.UseNetTopologySuite())
                    // What fails is said by whoever asked; a statement as well would be pages of it while the database is away.
                    .ConfigureWarnings(warnings =>
                        warnings.Ignore(
                            RelationalEventId.CommandError,
                            RelationalEventId.ConnectionError,
                            RelationalEventId.TransactionError,
                            CoreEventId.QueryIterationFailed,
                            CoreEventId.SaveChangesFailed
                        )
                    )
                    // Identity maps what Person leaves out: mail, telephone, second factors.
                    .ConfigureWarnings(warnings => warnings.Ignore(CoreEventId.MappedPropertyIgnoredWarning))
        );
        services.AddScoped<IReviewDb>(provider => provider.GetRequiredService<ReviewDb>());
    }

    private static void AddKeys(this IServiceCollection services, IConfiguration settings)
    {
        services.AddDataProtection().SetApplicationName("Slick Review");
        services.AddSingleton(_ => new CookieKeySecret(KeyFile.Derive(settings, "cookie keys")));
        services
            .AddOptions<KeyManagementOptions>()
            .Configure<NpgsqlDataSource, CookieKeySecret>(
                (options, source, secret) =>
                    (options.XmlRepository, options.XmlEncryptor) = (new DataProtectionKeys(source), new CookieKeyEncryptor(secret))
            );
    }

    /// <summary>This process does background work too, beside starting it.</summary>
    public static IServiceCollection AddReviewWorker(this IServiceCollection services)
    {
        services.AddJobExecution();
        services.AddHostedService<LeftoverSweep>();
        return services;
    }

    /// <summary>Images and detectors, which need no database: for verbs that work on files.</summary>
    /// <param name="settings"><c>REVIEW_MODELS</c> is where model cards are, by default <c>models</c> under the data folder; section
    /// <c>Detection</c> has the detector's parameters and the masks.</param>
    public static IServiceCollection AddDetection(this IServiceCollection services, IConfiguration settings)
    {
        var folder = DataFolder.Of(settings);
        services.AddSingleton(RasterFolders.Under(folder));
        services.AddSingleton<IRasterFiles, RasterFiles>();
        services.AddSingleton<IDetectors>(new Detectors(settings, settings["REVIEW_MODELS"] ?? Path.Combine(folder, "models")));
        services.AddSingleton<ILandMask>(new LandMaskFile(settings));
        return services;
    }

    private static NpgsqlDataSource Source(IDatabase database)
    {
        var given = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        var settings = new NpgsqlConnectionStringBuilder(database.ConnectionString)
        {
            MaxPoolSize = PoolSize(database),
            ApplicationName = "Slick Review",
            // Nothing is set on a connection beyond a transaction, so the seven statements of a reset before each use are left out.
            NoResetOnClose = true,
            // No statement is prepared by itself: when the server refuses its values, Npgsql 10.0 takes it for prepared all the same,
            // without its columns, and the next who is given that connection fails. What is used often is prepared on purpose
            // (Sql.Prepared).
            MaxAutoPrepare = 0,

            // An array of one id looks so much cheaper than one of unknown length that PostgreSQL would plan every decision anew:
            // a third of its time. The plans do not depend on the values; what does (a filter's clauses) stands in the text.
            // Compiling a plan to machine code takes longer than any of them runs, and so does starting workers that load PostGIS (40 ms
            // each) for a sum over 50,000 slicks (40 ms): they are for a million.
            Options = $"{given.Options} -c plan_cache_mode=force_generic_plan -c jit=off -c parallel_setup_cost=20000".TrimStart(),
        };
        var builder = new NpgsqlDataSourceBuilder(settings.ConnectionString);
        builder.UseNetTopologySuite();
        return builder.Build();
    }
}
